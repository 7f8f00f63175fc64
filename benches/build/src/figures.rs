//! The committed figures.

use crate::kind::BENCHES;
use std::fmt::Write as _;
use std::fs;

pub(crate) struct Figure {
    structs: usize,
    measure: &'static str,
    peer: &'static str,
    number: f64,
}

#[derive(Default)]
pub(crate) struct Figures(Vec<Figure>);

impl Figures {
    pub(crate) fn add(
        &mut self,
        structs: usize,
        measure: &'static str,
        peer: &'static str,
        number: f64,
    ) {
        self.0.push(Figure {
            structs,
            measure,
            peer,
            number,
        });
    }

    /// Returns NaN if the figure was not measured, so that no goal is met.
    pub(crate) fn get(&self, structs: usize, measure: &str, peer: &str) -> f64 {
        let mut figures = self.0.iter();
        let found = figures.find(|figure| {
            figure.structs == structs && figure.measure == measure && figure.peer == peer
        });
        found.map_or(f64::NAN, |figure| figure.number)
    }

    pub(crate) fn ratio(&self, structs: usize, measure: &str, one: &str, other: &str) -> f64 {
        self.get(structs, measure, one) / self.get(structs, measure, other)
    }

    pub(crate) fn write(&self) -> Result<(), String> {
        let mut text = String::from("structs\tmeasure\tpeer\tnumber\n");
        for figure in &self.0 {
            let Figure {
                structs,
                measure,
                peer,
                number,
            } = figure;
            let _ = writeln!(text, "{structs}\t{measure}\t{peer}\t{number:.3}");
        }
        let file = format!("{BENCHES}/figures/build.tsv");
        fs::write(&file, text).map_err(|error| format!("{file}: {error}"))
    }
}
