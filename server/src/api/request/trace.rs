//! What a type is read from: asked of the type itself, by letting it read from a deserializer that
//! only listens. Start at [`schema_of`].

use std::fmt;

use serde::de::value::{StrDeserializer, UnitDeserializer};
use serde::de::{
    self, DeserializeOwned, DeserializeSeed, Deserializer, EnumAccess, MapAccess, SeqAccess,
    VariantAccess, Visitor,
};
use serde::forward_to_deserialize_any;

use super::schema::{Field, Schema};

/// What values of a type are read from. A field is required if nothing can be read without it.
pub(super) fn schema_of<T: DeserializeOwned>() -> Schema {
    let mut schema = heard::<T>(None);
    if let Schema::Object(fields) = &mut schema {
        for field in fields {
            let mut unheard = Schema::Any;
            let listener = Listener {
                heard: &mut unheard,
                without: Some(field.name),
            };
            field.is_required = T::deserialize(listener).is_err();
        }
    }
    schema
}

fn heard<T: DeserializeOwned>(without: Option<&'static str>) -> Schema {
    let mut schema = Schema::Any;
    let listener = Listener {
        heard: &mut schema,
        without,
    };
    // What it made of what it was told does not matter.
    let _ = T::deserialize(listener);
    schema
}

/// Writes down what it is asked for, and gives the plainest value of that kind.
struct Listener<'a> {
    heard: &'a mut Schema,
    /// A field that it does not give.
    without: Option<&'static str>,
}

/// That a type could not be read from what it was given.
#[derive(Debug)]
struct NotRead;

impl fmt::Display for NotRead {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("it cannot be read")
    }
}

impl std::error::Error for NotRead {}

impl de::Error for NotRead {
    fn custom<T: fmt::Display>(_: T) -> Self {
        Self
    }
}

/// Methods for what is said by one call.
macro_rules! plain {
    ($($method:ident => $schema:expr, $visit:ident($($value:expr)?);)*) => {
        $(fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, NotRead> {
            *self.heard = $schema;
            visitor.$visit($($value)?)
        })*
    };
}

impl<'de> Deserializer<'de> for Listener<'_> {
    type Error = NotRead;

    plain! {
        deserialize_any => Schema::Any, visit_unit();
        deserialize_bool => Schema::Boolean, visit_bool(true);
        deserialize_i32 => Schema::Integer { is_unsigned: false }, visit_i64(1);
        deserialize_i64 => Schema::Integer { is_unsigned: false }, visit_i64(1);
        deserialize_u32 => Schema::Integer { is_unsigned: true }, visit_u64(1);
        deserialize_u64 => Schema::Integer { is_unsigned: true }, visit_u64(1);
        deserialize_f64 => Schema::Number, visit_f64(1.0);
        deserialize_str => Schema::Text, visit_borrowed_str("");
        deserialize_string => Schema::Text, visit_borrowed_str("");
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, NotRead> {
        let mut inside = Schema::Any;
        let listener = Listener {
            heard: &mut inside,
            without: None,
        };
        let read = visitor.visit_some(listener);
        *self.heard = Schema::OrNull(Box::new(inside));
        read
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Result<V::Value, NotRead> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, NotRead> {
        let mut of = Schema::Any;
        let read = visitor.visit_seq(One(Some(&mut of)));
        *self.heard = Schema::List(Box::new(of));
        read
    }

    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, NotRead> {
        *self.heard = Schema::Map;
        visitor.visit_map(Fields {
            left: &[],
            without: None,
            heard: &mut Vec::new(),
        })
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, NotRead> {
        let mut heard = Vec::new();
        let read = visitor.visit_map(Fields {
            left: fields,
            without: self.without,
            heard: &mut heard,
        });
        *self.heard = Schema::Object(heard);
        read
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, NotRead> {
        *self.heard = Schema::OneOf(variants);
        visitor.visit_enum(First(variants))
    }

    forward_to_deserialize_any! {
        i8 i16 i128 u8 u16 u128 f32 char bytes byte_buf unit unit_struct tuple tuple_struct
        identifier ignored_any
    }
}

/// A list of one value.
struct One<'a>(Option<&'a mut Schema>);

impl<'de> SeqAccess<'de> for One<'_> {
    type Error = NotRead;

    fn next_element_seed<T: DeserializeSeed<'de>>(
        &mut self,
        seed: T,
    ) -> Result<Option<T::Value>, NotRead> {
        let Some(heard) = self.0.take() else {
            return Ok(None);
        };
        let listener = Listener {
            heard,
            without: None,
        };
        seed.deserialize(listener).map(Some)
    }
}

/// The fields of a struct, one after the other.
struct Fields<'a> {
    left: &'static [&'static str],
    without: Option<&'static str>,
    heard: &'a mut Vec<Field>,
}

impl<'de> MapAccess<'de> for Fields<'_> {
    type Error = NotRead;

    fn next_key_seed<K: DeserializeSeed<'de>>(
        &mut self,
        seed: K,
    ) -> Result<Option<K::Value>, NotRead> {
        while let [name, left @ ..] = self.left {
            self.left = left;
            if self.without == Some(*name) {
                continue;
            }
            self.heard.push(Field {
                name,
                schema: Schema::Any,
                is_required: false,
            });
            let name: StrDeserializer<'_, NotRead> = de::IntoDeserializer::into_deserializer(*name);
            return seed.deserialize(name).map(Some);
        }
        Ok(None)
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, NotRead> {
        let field = self.heard.last_mut().ok_or(NotRead)?;
        seed.deserialize(Listener {
            heard: &mut field.schema,
            without: None,
        })
    }
}

/// The first variant of an enum.
struct First(&'static [&'static str]);

impl<'de> EnumAccess<'de> for First {
    type Error = NotRead;
    type Variant = Self;

    fn variant_seed<V: DeserializeSeed<'de>>(self, seed: V) -> Result<(V::Value, Self), NotRead> {
        let first = self.0.first().ok_or(NotRead)?;
        let name: StrDeserializer<'_, NotRead> = de::IntoDeserializer::into_deserializer(*first);
        Ok((seed.deserialize(name)?, self))
    }
}

impl<'de> VariantAccess<'de> for First {
    type Error = NotRead;

    fn unit_variant(self) -> Result<(), NotRead> {
        Ok(())
    }

    fn newtype_variant_seed<T: DeserializeSeed<'de>>(self, seed: T) -> Result<T::Value, NotRead> {
        seed.deserialize(UnitDeserializer::new())
    }

    fn tuple_variant<V: Visitor<'de>>(self, _: usize, _: V) -> Result<V::Value, NotRead> {
        Err(NotRead)
    }

    fn struct_variant<V: Visitor<'de>>(
        self,
        _: &'static [&'static str],
        _: V,
    ) -> Result<V::Value, NotRead> {
        Err(NotRead)
    }
}

#[cfg(test)]
mod tests {
    use serde::Deserialize;
    use serde_json::{Map, Value, json};

    use super::*;

    #[derive(Deserialize)]
    #[serde(rename_all = "camelCase")]
    #[expect(dead_code, reason = "only its form is looked at")]
    struct Whole {
        first_name: Option<String>,
        #[serde(deserialize_with = "wavepass_core::platform::object::only")]
        inner: Inner,
        order: Option<Order>,
        #[serde(default)]
        numbers: Vec<u64>,
        rest: Option<Map<String, Value>>,
    }

    #[derive(Deserialize)]
    #[expect(dead_code, reason = "only its form is looked at")]
    struct Inner {
        flag: Option<bool>,
        anything: Option<Value>,
    }

    #[derive(Deserialize)]
    #[serde(rename_all = "lowercase")]
    enum Order {
        Up,
        Down,
    }

    #[test]
    fn a_type_tells_its_fields_what_they_are_and_which_it_cannot_do_without() {
        let _ = [Order::Up, Order::Down];
        let nullable = |mut schema: Value| {
            schema["nullable"] = true.into();
            schema
        };
        assert_eq!(
            schema_of::<Whole>().to_openapi(),
            json!({"type": "object", "required": ["inner"], "properties": {
                "firstName": nullable(json!({"type": "string"})),
                "inner": {"type": "object", "properties": {
                    "flag": nullable(json!({"type": "boolean"})),
                    "anything": nullable(json!({})),
                }},
                "order": nullable(json!({"type": "string", "enum": ["up", "down", null]})),
                "numbers": {"type": "array", "items": {"type": "integer", "format": "int64", "minimum": 0}},
                "rest": nullable(json!({"type": "object"})),
            }})
        );
    }
}
