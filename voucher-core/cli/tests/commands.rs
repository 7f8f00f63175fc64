//! The pages in `docs` show what each command prints. `TRYCMD=overwrite` rewrites them.

#[test]
fn each_command_prints_what_the_pages_show() {
    trycmd::TestCases::new()
        .case("docs/*.md")
        .case("../docs/guide/ci.md");
}
