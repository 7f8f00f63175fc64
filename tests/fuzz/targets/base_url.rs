//! `cargo fuzz run base_url`
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    if let Err(finding) = voucher_fuzz::run("base_url", bytes) {
        panic!("{finding}");
    }
});
