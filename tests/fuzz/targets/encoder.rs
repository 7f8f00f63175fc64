//! `cargo fuzz run encoder`
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    if let Err(finding) = voucher_fuzz::run("encoder", bytes) {
        panic!("{finding}");
    }
});
