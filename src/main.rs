//! Entry of the wasm: nothing runs until `boot.js` calls `mount`, which `mci_app::host` exports.

fn main() {
    mci_app::host::start();
}
