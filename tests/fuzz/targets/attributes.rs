//! `cargo fuzz run attributes`
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    if let Err(finding) = voucher_fuzz::run("attributes", bytes) {
        panic!("{finding}");
    }
});
