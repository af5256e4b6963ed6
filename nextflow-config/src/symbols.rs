//! Names as numbers: compared at once, and the key of maps.

use std::hash::BuildHasher;
use std::ops::Deref;

use foldhash::fast::RandomState;
use hashbrown::HashTable;

/// A name of which there is one number, whoever uses it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Symbol(pub(crate) u32);

/// All names that have been met, numbered in the order in which they were.
#[derive(Debug)]
pub(crate) struct Symbols<N> {
    /// The symbols, found by the hashes of their names. A map would hold the names once more,
    /// and that of a long text would be too large to be near the processor.
    numbers: HashTable<Hashed>,
    names: Vec<N>,
    /// With the hash of the standard library a large text took a fifth more instructions.
    hasher: RandomState,
}

/// A symbol with the hash of its name, so that a table that grows looks at no name.
#[derive(Clone, Copy, Debug)]
struct Hashed {
    hash: u32,
    symbol: Symbol,
}

impl Hashed {
    /// The hash for the table, which looks at its first and last bits.
    fn spread(self) -> u64 {
        spread(self.hash)
    }
}

fn spread(hash: u32) -> u64 {
    u64::from(hash) << 32 | u64::from(hash)
}

impl<N> Default for Symbols<N> {
    fn default() -> Self {
        Self {
            numbers: HashTable::new(),
            names: Vec::new(),
            hasher: RandomState::default(),
        }
    }
}

impl<N: Deref<Target = str>> Symbols<N> {
    /// The symbol of a name, which is kept when it is new.
    pub(crate) fn intern(&mut self, name: N) -> Symbol {
        let hash = self.hash(&name);
        if let Some((known, _)) = self.find(hash, &name) {
            return known;
        }
        let symbol = Symbol(u32::try_from(self.names.len()).unwrap_or(u32::MAX));
        self.names.push(name);
        let hashed = Hashed { hash, symbol };
        self.numbers
            .insert_unique(hashed.spread(), hashed, |it| it.spread());
        symbol
    }

    /// The symbol of a name that has been met.
    pub(crate) fn get(&self, name: &str) -> Option<Symbol> {
        self.get_with_name(name).map(|(symbol, _)| symbol)
    }

    /// The same, with the name as it is kept.
    pub(crate) fn get_with_name(&self, name: &str) -> Option<(Symbol, &N)> {
        self.find(self.hash(name), name)
    }

    fn find(&self, hash: u32, name: &str) -> Option<(Symbol, &N)> {
        let is_it = |it: &Hashed| it.hash == hash && self.name(it.symbol) == name;
        let symbol = self.numbers.find(spread(hash), is_it)?.symbol;
        Some((symbol, self.names.get(symbol.0 as usize)?))
    }

    #[expect(clippy::cast_possible_truncation, reason = "half of a hash is one")]
    fn hash(&self, name: &str) -> u32 {
        self.hasher.hash_one(name) as u32
    }

    /// The name of a symbol.
    pub(crate) fn name(&self, symbol: Symbol) -> &str {
        let name = self.names.get(symbol.0 as usize);
        name.map_or("", |name| name)
    }

    /// The names, in the order of their symbols.
    pub(crate) fn names(&self) -> impl Iterator<Item = &str> {
        self.names.iter().map(|name| &**name)
    }

    /// How many names there are.
    pub(crate) fn len(&self) -> usize {
        self.names.len()
    }
}

#[cfg(test)]
mod tests {
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    use super::*;

    #[test]
    fn a_name_has_one_symbol_and_a_symbol_one_name() {
        let mut symbols = Symbols::default();
        let made = String::from("a");
        let [a, b] = ["a", "b"].map(|name| symbols.intern(name));
        let again = symbols.intern(&made);
        assert_eq!((a, symbols.get("a")), (again, Some(a)));
        assert_ne!(a, b);
        assert_eq!((symbols.name(a), symbols.name(b)), ("a", "b"));
        assert_eq!((symbols.get("c"), symbols.len()), (None, 2));
    }
}
