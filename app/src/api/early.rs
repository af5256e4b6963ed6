//! Answers that `index.html` asks for while the program is still on its way.

use js_sys::Promise;
use wasm_bindgen::prelude::wasm_bindgen;

#[wasm_bindgen]
extern "C" {
    /// Of an address, once: later it is asked for anew. Defined in `index.html`.
    #[wasm_bindgen(js_namespace = wavepass, js_name = takeAnswer)]
    pub(super) fn take(url: &str) -> Option<Promise>;
}
