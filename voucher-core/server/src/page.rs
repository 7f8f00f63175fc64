//! The pages, as HTML. Each is complete without JavaScript.

pub(crate) mod attempt;
pub(crate) mod definitions;
pub(crate) mod entities;
pub(crate) mod faults;
mod json;
pub(crate) mod requests;
mod shown;

use maud::{DOCTYPE, Markup, html};
pub(crate) use requests::{counts, rows};

/// A section of the page.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Section {
    Live,
    Entities,
    Try,
    Definitions,
    Faults,
    None,
}

impl Section {
    const ALL: [(Self, &'static str, &'static str); 5] = [
        (Self::Live, "Live", "/"),
        (Self::Entities, "Entities", "/__sandbox/page/entities"),
        (Self::Try, "Try", "/__sandbox/page/try"),
        (
            Self::Definitions,
            "Definitions",
            "/__sandbox/page/definitions",
        ),
        (Self::Faults, "Faults", "/__sandbox/page/faults"),
    ];
}

/// Returns a page with the navigation around its content.
fn layout(section: Section, title: &str, content: &Markup) -> Markup {
    html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                title { (title) " · voucher sandbox" }
                // Without it, browsers ask for `/favicon.ico`.
                link rel="icon" href="data:,";
                link rel="stylesheet" href="/__sandbox/page/style.css";
                script src="/__sandbox/page/script.js" defer {}
            }
            body {
                a.skip href="#content" { "Skip to the content" }
                header.top {
                    p.name { "voucher " strong { "sandbox" } }
                    nav aria-label="Sections" {
                        ul {
                            @for (other, name, path) in Section::ALL {
                                li {
                                    a href=(path) aria-current=[(other == section).then_some("page")] { (name) }
                                }
                            }
                        }
                    }
                }
                main #content tabindex="-1" { (content) }
                footer {
                    "Not made by Ravelin. It validates requests by the published pages, computes no scores, and may differ from the API."
                }
                p #announcer .hidden role="status" {}
            }
        }
    }
}

/// Returns a page that only has a message.
pub(crate) fn message(message: &str) -> Markup {
    let content = html! {
        h1 { "This did not work" }
        p { (message) }
    };
    layout(Section::None, "Error", &content)
}

/// `1 violation`, `2 violations`
fn counted(count: usize, noun: &str) -> String {
    let plural = if count == 1 { "" } else { "s" };
    format!("{count} {noun}{plural}")
}
