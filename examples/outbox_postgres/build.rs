//! Sets the cfg `database` if the variable `DATABASE_URL` contains a database for the tests.

fn main() {
    println!("cargo::rustc-check-cfg=cfg(database)");
    println!("cargo::rerun-if-env-changed=DATABASE_URL");
    if std::env::var_os("DATABASE_URL").is_some() {
        println!("cargo::rustc-cfg=database");
    }
}
