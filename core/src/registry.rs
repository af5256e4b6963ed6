//! What is known about container registries.
//!
//! Which there are ([`catalogue`]), what a typed host amounts to ([`server`]), what a secret
//! tells of itself ([`secret`]), how to get one ([`guide`]) and
//! another one in its place ([`rotation`]), what a user name does ([`user_name`], [`user_name_spelling`]), how
//! Wave is set up that pulls from them ([`wave_setup`]), how it compares them with images
//! ([`match_rule`]), and what comes of a login that our server has tried ([`login_test`]). This module may not ask a registry anything. Start at
//! [`server`].

pub mod catalogue;
pub mod ecr;
pub mod guide;
pub mod login_test;
pub mod match_rule;
pub mod rotation;
pub mod secret;
pub mod server;
pub mod token_user;
pub mod user_name;
pub mod user_name_spelling;
pub mod wave_setup;

/// The host of Docker Hub: the registry that Wave takes when none is stored.
pub const DOCKER_HUB: &str = "docker.io";
