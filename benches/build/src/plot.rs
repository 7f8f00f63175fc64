//! Draws the figures of both benchmarks as bars.

use crate::kind::BENCHES;
use std::fmt::Write as _;
use std::fs;

/// A group of bars: its title, its unit, and its rows of the figures.
struct Chart {
    title: &'static str,
    unit: &'static str,
    file: &'static str,
    /// The columns before the peer's name, and the column that is drawn.
    row: &'static str,
    peer: usize,
    column: usize,
}

const CHARTS: [Chart; 6] = [
    Chart {
        title: "Validate and write a short event, time",
        unit: "ns",
        file: "runtime.tsv",
        row: "short event\t",
        peer: 1,
        column: 2,
    },
    Chart {
        title: "Validate and write a short event, instructions",
        unit: "",
        file: "runtime.tsv",
        row: "short event\t",
        peer: 1,
        column: 3,
    },
    Chart {
        title: "Build all dependencies, CPU time",
        unit: "s",
        file: "build.tsv",
        row: "0\tcold\t",
        peer: 2,
        column: 3,
    },
    Chart {
        title: "Check of 100 structs, CPU time",
        unit: "s",
        file: "build.tsv",
        row: "100\tcheck\t",
        peer: 2,
        column: 3,
    },
    Chart {
        title: "Debug build of 100 structs, CPU time",
        unit: "s",
        file: "build.tsv",
        row: "100\tdebug\t",
        peer: 2,
        column: 3,
    },
    Chart {
        title: "Release build of 100 structs, CPU time",
        unit: "s",
        file: "build.tsv",
        row: "100\trelease\t",
        peer: 2,
        column: 3,
    },
];

const WIDTH: u32 = 760;
const LABEL: u32 = 220;
const BAR: u32 = 18;

pub(crate) fn plot() -> Result<(), String> {
    let mut drawing = String::new();
    let mut y = 10;
    for chart in &CHARTS {
        y = draw(chart, &read(chart)?, &mut drawing, y);
    }
    let svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{WIDTH}\" height=\"{y}\" viewBox=\"0 0 {WIDTH} {y}\" \
         font-family=\"sans-serif\" font-size=\"12\">\n\
         <rect width=\"100%\" height=\"100%\" fill=\"#ffffff\"/>\n{drawing}</svg>\n"
    );
    let file = format!("{BENCHES}/plot.svg");
    fs::write(&file, svg).map_err(|error| format!("{file}: {error}"))
}

fn read(chart: &Chart) -> Result<Vec<(String, f64)>, String> {
    let file = format!("{BENCHES}/figures/{}", chart.file);
    let text = fs::read_to_string(&file)
        .map_err(|error| format!("{file}: {error}; run both benches first"))?;
    let rows = text.lines().filter(|line| line.starts_with(chart.row));
    let bars = rows.filter_map(|line| {
        let columns: Vec<&str> = line.split('\t').collect();
        let number = columns.get(chart.column)?.parse().ok()?;
        Some((String::from(*columns.get(chart.peer)?), number))
    });
    let bars: Vec<_> = bars.collect();
    if bars.is_empty() {
        return Err(format!("{file} has no figures for: {}", chart.title));
    }
    Ok(bars)
}

/// Draws bars from `y` downwards, and returns where the next chart begins.
fn draw(chart: &Chart, bars: &[(String, f64)], drawing: &mut String, y: u32) -> u32 {
    let max = bars.iter().map(|(_, number)| *number).fold(0.0, f64::max);
    let room = f64::from(WIDTH - LABEL - 90);
    let mut y = y + 16;
    let _ = writeln!(
        drawing,
        "<text x=\"10\" y=\"{y}\" font-weight=\"bold\" fill=\"#222222\">{}</text>",
        chart.title
    );
    y += 8;
    for (peer, number) in bars {
        let length = number / max * room;
        let color = if peer.starts_with("voucher-core") {
            "#2a6fb0"
        } else {
            "#b9c2cc"
        };
        let text = y + 13;
        let digits = if chart.unit == "s" { 2 } else { 0 };
        let _ = writeln!(
            drawing,
            "<text x=\"{}\" y=\"{text}\" text-anchor=\"end\" fill=\"#222222\">{peer}</text>\
             <rect x=\"{LABEL}\" y=\"{y}\" width=\"{length:.1}\" height=\"14\" fill=\"{color}\"/>\
             <text x=\"{:.1}\" y=\"{text}\" fill=\"#222222\">{number:.digits$} {}</text>",
            LABEL - 8,
            f64::from(LABEL) + length + 6.0,
            chart.unit
        );
        y += BAR;
    }
    y + 14
}
