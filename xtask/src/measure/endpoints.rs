//! How long an endpoint's file is: one that implements `Endpoint`, or invokes `endpoint!`.

use proc_macro2::{TokenStream, TokenTree};
use syn::Item;

use crate::source::Source;

/// No endpoint file should be longer.
const MOST: usize = 38;

/// A row for each package that has endpoints. `DELETE`s without a body are the shortest there can be.
pub(super) fn table<'a>(packages: impl Iterator<Item = (&'a str, &'a [Source])>) -> String {
    let mut text = format!(
        "| crate | endpoint files | median | mean | max | > {MOST} | bare DELETE |\n|---|---|---|---|---|---|---|\n"
    );
    for (name, sources) in packages {
        let endpoints = sources
            .iter()
            .filter(|source| source.items.iter().any(is_endpoint));
        let mut endpoints: Vec<(usize, &Source)> = endpoints.map(|source| (source.lines(), source)).collect();
        endpoints.sort_by_key(|(length, _)| *length);
        if !endpoints.is_empty() {
            text += &row(name, &endpoints);
        }
    }
    text
}

fn row(name: &str, endpoints: &[(usize, &Source)]) -> String {
    let count = endpoints.len();
    let median = endpoints.get(count / 2).map_or(0, |(length, _)| *length);
    let mean = endpoints.iter().map(|(length, _)| length).sum::<usize>() / count;
    let over = endpoints.iter().filter(|(length, _)| *length > MOST).count();
    let deletes: Vec<_> = endpoints
        .iter()
        .filter(|(_, source)| is_bare_delete(source))
        .copied()
        .collect();
    format!(
        "| {name} | {count} | {median} | {mean} | {} | {over} | {} |\n",
        longest(endpoints),
        longest(&deletes)
    )
}

fn longest(sorted: &[(usize, &Source)]) -> String {
    let longest = sorted.last();
    longest.map_or_else(
        || "-".to_owned(),
        |(length, source)| format!("{length} {}", source.module.join("::")),
    )
}

fn is_endpoint(item: &Item) -> bool {
    let name = match item {
        Item::Impl(item) => item.trait_.as_ref().and_then(|(path, ..)| path.segments.last()),
        Item::Macro(item) => item.mac.path.segments.last(),
        _ => None,
    };
    name.is_some_and(|name| name.ident == "Endpoint" || name.ident == "endpoint")
}

fn is_bare_delete(source: &Source) -> bool {
    says(source.tokens.clone(), "DELETE") && !says(source.tokens.clone(), "body")
}

fn says(tokens: TokenStream, word: &str) -> bool {
    tokens.into_iter().any(|token| match token {
        TokenTree::Group(group) => says(group.stream(), word),
        TokenTree::Ident(name) => name == word,
        _ => false,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_with_an_endpoint_are_measured_in_either_form() {
        let files = [
            (
                "plain",
                "impl Endpoint for A {\nconst METHOD: Method = Method::DELETE;\n}",
            ),
            (
                "generic",
                "impl<T> core::Endpoint for A<T> {\nfn body() {}\nconst M: Method = Method::DELETE;\n}",
            ),
            (
                "form",
                "trunkline_core::endpoint! {\n\n// none\nDELETE \"v2/numbers\"\n}",
            ),
            ("other", "impl Other for A {}\nmacro_rules! endpoint { () => {} }"),
        ];
        let parse =
            |(name, text): (&str, &str)| Source::parse(name.into(), vec![name.to_owned()], text).unwrap();
        let sources = files.map(parse);
        let table = table([("x", sources.as_slice()), ("y", &[])].into_iter());
        assert!(
            table.ends_with("|\n| x | 3 | 3 | 3 | 4 generic | 0 | 3 form |\n"),
            "{table}"
        );
    }
}
