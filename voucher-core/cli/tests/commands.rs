//! The pages in `docs` show what each command prints. `TRYCMD=overwrite` rewrites them.

#[test]
fn each_command_prints_what_its_page_shows() {
    trycmd::TestCases::new().case("docs/*.md");
}
