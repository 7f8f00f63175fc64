//! The schemas in `$defs`: those of types that schemas refer to, but that are not around the reference.

use super::Remarks;
use super::ancestor::Linker;
use super::value::itself;
use crate::schema_node::Node;
use core::mem::take;
use voucher_definition::pointer;

/// Replaces the numbers in a schema by references to their targets. Returns the schema, and those for `$defs`.
#[inline]
pub(super) fn link(root: Node, remarks: &mut Remarks) -> (Node, Node) {
    let mut linker = Linker::default();
    linker.references = take(&mut remarks.references);
    let root = linker.link(root, "");
    let mut definitions = Node::new();
    let mut index = 0;
    while let Some((reference, name)) = linker.definition(index) {
        let mut node = Node::new();
        remarks.extend(itself(&mut node, reference.field, reference.itself));
        linker.references.extend(take(&mut remarks.references));
        let location = pointer("/$defs", &name);
        definitions.put(&name, linker.link(node, &location).finish());
        index += 1;
    }
    (root, definitions)
}
