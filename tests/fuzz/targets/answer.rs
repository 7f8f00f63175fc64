//! `cargo fuzz run answer`
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    if let Err(finding) = voucher_fuzz::run("answer", bytes) {
        panic!("{finding}");
    }
});
