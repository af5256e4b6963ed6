//! Puts the app into the page.

fn main() {
    wavepass_app::mount();
}
