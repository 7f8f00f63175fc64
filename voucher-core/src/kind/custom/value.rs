//! Objects without a definition, as elements of arrays and values of maps.

use super::Custom;
use crate::encode::Encoder;
use crate::kind::Value;
use crate::type_info::TypeInfo;
use voucher_definition::Field;

/// Objects without a definition.
#[derive(Debug)]
pub enum OfCustom {}

#[diagnostic::do_not_recommend]
impl<T: Custom<M, W> + ?Sized, M, W> Value<OfCustom, M, W> for T {
    const TYPE: TypeInfo = T::TYPE;

    fn is_present(&self) -> bool {
        Custom::is_present(self)
    }

    fn put_or_null(
        &self,
        encoder: &mut Encoder<'_>,
        before: usize,
        field: &'static Field,
    ) -> usize {
        let opened = encoder.open(before, field);
        let at = Custom::put_or_null(self, encoder, opened, field, &[]);
        let at = encoder.close_custom(before, opened, at);
        encoder.null_if_removed(before, at, field)
    }
}
