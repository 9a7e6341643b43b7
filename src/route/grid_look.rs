//! How a grid shows its rows, as its address says it: order, groups, columns with widths, the row that is open beside it.

use contract::CustomerId;

/// A column that orders the grid.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SortColumn {
    /// By rank.
    Priority,
    /// When it was opened.
    Created,
    /// Latest alert.
    Latest,
    /// Title.
    Title,
    /// Customer's name.
    Customer,
    /// Status.
    Status,
    /// Assignee's name.
    Assignee,
    /// Region's code.
    Region,
    /// How many alerts.
    Alerts,
}

impl SortColumn {
    /// All of them, with the word in the address.
    pub const ALL: [(Self, &'static str); 9] = [
        (Self::Priority, "priority"),
        (Self::Created, "created"),
        (Self::Latest, "latest"),
        (Self::Title, "title"),
        (Self::Customer, "customer"),
        (Self::Status, "status"),
        (Self::Assignee, "assignee"),
        (Self::Region, "region"),
        (Self::Alerts, "alerts"),
    ];
}

/// One key of the order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SortKey {
    /// Column.
    pub column: SortColumn,
    /// Most urgent, latest, Z first.
    pub descending: bool,
}

/// What rows are grouped by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum GroupBy {
    /// Customer.
    Customer,
    /// Region.
    Region,
    /// Priority.
    Priority,
    /// Status.
    Status,
    /// Assignee.
    Assignee,
    /// Source.
    Source,
    /// Age band.
    Age,
    /// First tag by alphabet.
    Tag,
    /// Disposition.
    Disposition,
    /// Responsibility.
    Responsibility,
}

impl GroupBy {
    /// All of them, with the word in the address.
    pub const ALL: [(Self, &'static str); 10] = [
        (Self::Customer, "customer"),
        (Self::Priority, "priority"),
        (Self::Status, "status"),
        (Self::Assignee, "assignee"),
        (Self::Region, "region"),
        (Self::Age, "age"),
        (Self::Source, "source"),
        (Self::Tag, "tag"),
        (Self::Disposition, "disposition"),
        (Self::Responsibility, "responsibility"),
    ];
}

/// A column of the grid.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum GridColumn {
    /// How urgent.
    Priority,
    /// What it is called; always there.
    Title,
    /// Whose it is.
    Customer,
    /// Where it lives.
    Region,
    /// Where it stands.
    Status,
    /// Who works on it.
    Assignee,
    /// How old it is.
    Age,
    /// When it was opened.
    Created,
    /// When its latest alert came.
    Latest,
    /// How many alerts.
    Alerts,
    /// Who or what is involved.
    Actors,
    /// What opened it.
    Source,
    /// Its tags.
    Tags,
    /// What it turned out to be.
    Disposition,
    /// Who is responsible.
    Responsibility,
    /// The RRN's last segment.
    Id,
}

impl GridColumn {
    /// All of them, with the word in the address.
    pub const ALL: [(Self, &'static str); 16] = [
        (Self::Priority, "priority"),
        (Self::Title, "title"),
        (Self::Customer, "customer"),
        (Self::Region, "region"),
        (Self::Status, "status"),
        (Self::Assignee, "assignee"),
        (Self::Age, "age"),
        (Self::Created, "created"),
        (Self::Latest, "latest"),
        (Self::Alerts, "alerts"),
        (Self::Actors, "actors"),
        (Self::Source, "source"),
        (Self::Tags, "tags"),
        (Self::Disposition, "disposition"),
        (Self::Responsibility, "responsibility"),
        (Self::Id, "id"),
    ];
}

/// A column and how wide it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ColumnAt {
    /// Which.
    pub column: GridColumn,
    /// CSS pixels; `None` = its own width.
    pub width: Option<u16>,
}

/// The row that is open beside the grid.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpenRow {
    /// Whose it is.
    pub customer: CustomerId,
    /// The RRN's last segment; never empty.
    pub id: String,
}

/// The value of a word in a table of them.
fn of_word<T: Copy>(table: &[(T, &'static str)], word: &str) -> Option<T> {
    table.iter().find(|(_, known)| *known == word).map(|(value, _)| *value)
}

fn word_of<T: PartialEq>(table: &[(T, &'static str)], value: &T) -> &'static str {
    table.iter().find(|(known, _)| known == value).map_or("", |(_, word)| word)
}

pub(super) fn read_sort(value: &str) -> Vec<SortKey> {
    let mut keys: Vec<SortKey> = Vec::new();
    for part in value.split(',') {
        let (name, descending) = part.strip_prefix('-').map_or((part, false), |name| (name, true));
        if let Some(column) = of_word(&SortColumn::ALL, name)
            && keys.len() < 3
            && !keys.iter().any(|key| key.column == column)
        {
            keys.push(SortKey { column, descending });
        }
    }
    keys
}

pub(super) fn write_sort(keys: &[SortKey]) -> Option<String> {
    let word =
        |key: &SortKey| format!("{}{}", if key.descending { "-" } else { "" }, word_of(&SortColumn::ALL, &key.column));
    (!keys.is_empty()).then(|| keys.iter().map(word).collect::<Vec<_>>().join(","))
}

pub(super) fn read_group(value: &str) -> Option<GroupBy> {
    of_word(&GroupBy::ALL, value)
}

pub(super) fn write_group(group: GroupBy) -> String {
    word_of(&GroupBy::ALL, &group).to_owned()
}

/// Each column once; a width that is no number is left out.
pub(super) fn read_columns(value: &str) -> Vec<ColumnAt> {
    let mut columns: Vec<ColumnAt> = Vec::new();
    for part in value.split(',') {
        let (name, width) = part.split_once(':').map_or((part, None), |(name, width)| (name, width.parse().ok()));
        if let Some(column) = of_word(&GridColumn::ALL, name)
            && !columns.iter().any(|at| at.column == column)
        {
            columns.push(ColumnAt { column, width });
        }
    }
    columns
}

pub(super) fn write_columns(columns: &[ColumnAt]) -> Option<String> {
    let word = |at: &ColumnAt| {
        let name = word_of(&GridColumn::ALL, &at.column);
        at.width.map_or_else(|| name.to_owned(), |width| format!("{name}:{width}"))
    };
    (!columns.is_empty()).then(|| columns.iter().map(word).collect::<Vec<_>>().join(","))
}

pub(super) fn read_open(value: &str) -> Option<OpenRow> {
    let (customer, id) = value.split_once(':')?;
    let customer = customer.parse().ok()?;
    (!id.is_empty()).then(|| OpenRow { customer, id: id.to_owned() })
}

pub(super) fn write_open(open: &OpenRow) -> String {
    format!("{}:{}", open.customer, open.id)
}
