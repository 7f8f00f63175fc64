//! The parameters of the path and of the query.

use super::model::{Mapping, is_same_field_definition};
use voucher_definition as definition;
use voucher_definition::suggest::nearest;

impl Mapping<'_> {
    /// Returns the parameters of the path, then those of the query.
    pub(super) fn parameters(&self) -> Vec<&'static definition::Field> {
        [self.definition.parameters, self.definition.query].concat()
    }

    /// Returns the parameter that matches.
    pub(super) fn find_parameter(
        &self,
        is_match: &dyn Fn(&definition::Field) -> bool,
    ) -> Option<&'static definition::Field> {
        let mut parameters = self.parameters().into_iter();
        parameters.find(|parameter| is_match(parameter))
    }

    /// Returns the parameter with this name, if the name starts with a mark: `:id`, `?limit`.
    pub(crate) fn find_marked(&self, name: &str) -> Option<&'static definition::Field> {
        let mut lists = self.parameters_by_mark().into_iter();
        lists.find_map(|(mark, parameters)| {
            let name = name.strip_prefix(mark)?;
            let mut parameters = parameters.iter().copied();
            parameters.find(|parameter| parameter.name == name)
        })
    }

    /// Returns where a parameter is written, to be compared with others of the struct.
    pub(super) fn parameter_position(
        &self,
        field_definition: &definition::Field,
    ) -> Option<[usize; 3]> {
        let mut lists = self.parameters_by_mark().into_iter().enumerate();
        lists.find_map(|(index, (_, parameters))| {
            let mut parameters = parameters.iter();
            let is_same = |parameter: &&definition::Field| {
                is_same_field_definition(parameter, field_definition)
            };
            Some([index, parameters.position(is_same)?, 0])
        })
    }

    /// Returns the parameters of the path and those of the query, each with the character before their names.
    fn parameters_by_mark(&self) -> [(char, &'static [&'static definition::Field]); 2] {
        [
            (':', self.definition.parameters),
            ('?', self.definition.query),
        ]
    }

    /// Returns the name of a parameter, with the character before it: `:id`, `?limit`.
    pub(crate) fn parameter_name(&self, field_definition: &definition::Field) -> Option<String> {
        let is_in = |parameters: &[&definition::Field]| {
            let mut parameters = parameters.iter();
            parameters.any(|parameter| is_same_field_definition(parameter, field_definition))
        };
        let mut lists = self.parameters_by_mark().into_iter();
        let (mark, _) = lists.find(|(_, parameters)| is_in(parameters))?;
        Some(format!("{mark}{}", field_definition.name))
    }

    /// Whether a field definition is a parameter of the path or of the query.
    pub(crate) fn is_parameter(&self, field_definition: &definition::Field) -> bool {
        self.parameter_name(field_definition).is_some()
    }

    /// Whether a field definition is a parameter of the path, which always has a value.
    pub(crate) fn is_path_parameter(&self, field_definition: &definition::Field) -> bool {
        let mut parameters = self.definition.parameters.iter();
        parameters.any(|parameter| is_same_field_definition(parameter, field_definition))
    }

    /// Returns the message for an unknown parameter in `rename`: `:id`, `?limit`.
    pub(super) fn parameter_message(&mut self, name: &str) -> Option<String> {
        let mut lists = self.parameters_by_mark().into_iter();
        let (mark, parameters) = lists.find(|(mark, _)| name.starts_with(*mark))?;
        let start = format!(
            "`{name}` is not a parameter of the {} of `{}`",
            if mark == ':' { "path" } else { "query" },
            self.name()
        );
        let names: Vec<_> = parameters.iter().map(|parameter| parameter.name).collect();
        let near = nearest(name.strip_prefix(mark)?, &names);
        self.suggested.extend(
            parameters
                .iter()
                .filter(|parameter| Some(parameter.name) == near),
        );
        let marked = |name: &&str| format!("`{mark}{name}`");
        Some(match (near, names.as_slice()) {
            (Some(near), _) => format!("{start}; did you mean `{mark}{near}`?"),
            (None, []) => format!("{start}, which has none; name a field of the body"),
            (None, names) => {
                let names: Vec<_> = names.iter().map(marked).collect();
                format!("{start}; expected one of {}", names.join(", "))
            }
        })
    }
}
