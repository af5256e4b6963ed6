//! Which names in the table are not those of the configuration.
//!
//! This module may not rewrite a name. Start at [`Coverage::tell_origins`].

use super::Coverage;
use crate::image::extract::Found;

impl Coverage {
    /// Says at each image that a setting has changed what the text calls it.
    pub fn tell_origins(&mut self, found: &Found) {
        let Some(setting) = &found.setting else {
            return;
        };
        let images = self.rows.iter_mut().flat_map(|row| &mut row.images);
        for image in images {
            let of_image = found.rewritten.iter().filter(|r| r.image == image.name);
            image.findings.extend(of_image.map(|r| setting.origin(r)));
        }
    }
}
