//! What to colour: every byte of any text belongs to one token.

use crate::lexer::{Kind, Lexeme, lex};
use crate::number::Number;
use crate::span::Span;
use crate::walk::{Role, Walk};

/// What a stretch of text is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum TokenKind {
    /// Nothing to see.
    Space,
    /// `where`, `groupby`, …
    Clause,
    /// `count`, `NOCASE`, `asc`, …
    Function,
    /// AND, OR, NOT.
    Joint,
    /// `=`, `CONTAINS`, …
    Operator,
    /// A key.
    Key,
    /// A word that is looked for anywhere.
    Keyword,
    /// A text in quotes.
    Text,
    /// A value without quotes.
    Word,
    /// A number or a duration.
    Number,
    /// `/…/`
    Regex,
    /// `null`
    Null,
    /// Parentheses, brackets, commas, colons.
    Punctuation,
    /// What has no meaning where it stands, or has no end.
    Unknown,
}

/// A stretch of text and what it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token {
    /// Where.
    pub span: Span,
    /// What.
    pub kind: TokenKind,
}

/// Every token of a text, in order, without gaps. Never fails.
pub fn tokens(text: &str) -> Vec<Token> {
    let lexemes = lex(text);
    let mut walk = Walk::new(text);
    let mut out = Out { tokens: Vec::with_capacity(lexemes.len() * 2), at: 0 };
    for (at, lexeme) in lexemes.iter().enumerate() {
        let after = after(&lexemes, at, text.len());
        let role = walk.step(*lexeme, after);
        out.push(lexeme.span.start, TokenKind::Space);
        out.lexeme(text, *lexeme, role);
    }
    out.push(text.len(), TokenKind::Space);
    out.tokens
}

/// The two lexemes after one.
pub(crate) fn after(lexemes: &[Lexeme], at: usize, end: usize) -> [Lexeme; 2] {
    let end = Lexeme { kind: Kind::End, span: Span::new(end, end) };
    [1, 2].map(|ahead| lexemes.get(at + ahead).copied().unwrap_or(end))
}

struct Out {
    tokens: Vec<Token>,
    at: usize,
}

impl Out {
    /// The bytes up to `end` that no token has yet.
    fn push(&mut self, end: usize, kind: TokenKind) {
        if end > self.at {
            self.tokens.push(Token { span: Span::new(self.at, end), kind });
            self.at = end;
        }
    }

    fn lexeme(&mut self, text: &str, lexeme: Lexeme, role: Role) {
        let word = lexeme.word(text);
        let kind = match (lexeme.kind, role) {
            (Kind::Text { closed: false, .. } | Kind::Regex { closed: false, .. }, _) => TokenKind::Unknown,
            (_, Role::Clause) => TokenKind::Clause,
            (_, Role::Function) => TokenKind::Function,
            (_, Role::Joint) => TokenKind::Joint,
            (_, Role::Operator) => TokenKind::Operator,
            (_, Role::Punctuation) => TokenKind::Punctuation,
            (_, Role::Key) => TokenKind::Key,
            (Kind::Regex { .. }, _) => TokenKind::Regex,
            (Kind::Text { .. }, _) => TokenKind::Text,
            (_, Role::Argument) => return self.argument(lexeme.span, word),
            (_, Role::Value) if word.eq_ignore_ascii_case("null") => TokenKind::Null,
            (_, Role::Value) if Number::read(word).is_some() => TokenKind::Number,
            (_, Role::Value) => TokenKind::Word,
            (_, Role::Keyword) => TokenKind::Keyword,
            (_, Role::Unknown) => TokenKind::Unknown,
        };
        self.push(lexeme.span.end, kind);
    }

    /// `sum:key` and `desc#key` are three tokens.
    fn argument(&mut self, span: Span, word: &str) {
        let first =
            if word.starts_with(|c: char| c.is_ascii_digit()) { TokenKind::Number } else { TokenKind::Function };
        match word.find([':', '#']) {
            Some(sign) => {
                self.push(span.start + sign, first);
                self.push(span.start + sign + 1, TokenKind::Punctuation);
                self.push(span.end, TokenKind::Key);
            }
            None => self.push(span.end, first),
        }
    }
}
