//! What happens at invented customers: titles, alerts, techniques, and the names of users, assets and addresses.

use super::random::Random;
use contract::{ActorKind, Priority};

/// One kind of investigation. `{n}` in a title becomes a number.
#[derive(Debug)]
pub struct Kind {
    /// Title of the investigation.
    pub title: &'static str,
    /// What its alerts are about.
    pub category: &'static str,
    /// ATT&CK techniques.
    pub techniques: &'static [&'static str],
    /// Titles of its alerts, the most telling first.
    pub alerts: &'static [&'static str],
    /// A tag, empty for none.
    pub tag: &'static str,
    /// What stands in its centre.
    pub centre: ActorKind,
}

const fn kind(
    centre: ActorKind,
    category: &'static str,
    title: &'static str,
    techniques: &'static [&'static str],
    alerts: &'static [&'static str],
    tag: &'static str,
) -> Kind {
    Kind { title, category, techniques, alerts, tag, centre }
}

use ActorKind::{Address, Asset, User};

#[rustfmt::skip]
const CRITICAL: &[Kind] = &[
    kind(Asset, "File", "Ransom note written to {n} hosts in 4 min", &["T1486"], &["Many files renamed with one new ending", "Ransom note written", "Shadow copies deleted"], "ransomware"),
    kind(Asset, "Account", "Directory replication requested by a workstation", &["T1003.006"], &["Replication rights used by a workstation", "New logon to a domain controller"], "tier-0"),
    kind(Asset, "File", "Web shell pattern in upload directory", &["T1505.003"], &["Script written to an upload directory", "Web server started a shell"], "web"),
    kind(User, "Account", "Break-glass account used outside a change window", &["T1078.002"], &["Break-glass account signed in"], "tier-0"),
    kind(User, "File", "Backup catalogue deleted from the console", &["T1490"], &["Backup catalogue deleted", "Backup job disabled"], "backup"),
    kind(Asset, "Process", "Memory of the directory service read by {n} processes", &["T1003.001"], &["Memory of lsass.exe opened with full rights", "Unsigned process started as SYSTEM"], "credential access"),
];
#[rustfmt::skip]
const HIGH: &[Kind] = &[
    kind(Address, "Logon", "Password spray against {n} accounts", &["T1110.003"], &["Failed logons for many accounts from one address", "Account locked"], "credential access"),
    kind(User, "Logon", "Two countries in {n} min, same session", &["T1078"], &["Sign-in from a second country", "New device for this user"], "travel"),
    kind(User, "Account", "{n} service tickets requested in 3 min", &["T1558.003"], &["Many service tickets with weak encryption"], "credential access"),
    kind(User, "Logon", "{n} MFA prompts in 6 min, then one approved", &["T1621"], &["MFA prompt refused", "MFA prompt approved after many refusals"], "mfa"),
    kind(User, "Email", "Inbox rule forwards invoices outside the company", &["T1114.003"], &["Inbox rule forwards to an outside address"], "mail"),
    kind(Asset, "Network", "Beacon every {n} s to a domain first seen today", &["T1071.001"], &["Regular connections to a new domain"], "command and control"),
    kind(User, "Account", "Honey credential used", &["T1078"], &["Honey credential presented to a server"], "deception"),
    kind(User, "Process", "Scheduled task created on {n} servers", &["T1053.005"], &["Scheduled task created from remote"], ""),
    kind(User, "Account", "Group “Domain Admins” gained {n} members", &["T1098"], &["Member added to a privileged group"], "tier-0"),
    kind(Asset, "Network", "New firewall rule allows any to any", &["T1562.004"], &["Firewall rule opened to any"], ""),
    kind(Asset, "Process", "Security agent stopped on {n} hosts", &["T1562.001"], &["Security agent stopped"], "defence evasion"),
    kind(User, "Account", "Consent granted to an unverified application", &["T1528"], &["Application consent by a user"], "cloud"),
    kind(Asset, "Process", "Vulnerable kernel driver loaded", &["T1068"], &["Known vulnerable driver loaded"], ""),
    kind(Asset, "Network", "{n} GB sent to a host first seen today", &["T1048"], &["Large upload to a new host"], "exfiltration"),
    kind(Asset, "Process", "Encoded script launched by a document", &["T1059.001", "T1204.002"], &["Office program started a script", "Encoded command line"], ""),
    kind(User, "Account", "Guest invited with administrator role", &["T1136.003"], &["Guest account with administrator role"], "cloud"),
];
#[rustfmt::skip]
const MEDIUM: &[Kind] = &[
    kind(User, "Logon", "Service account signed in interactively", &["T1078.002"], &["Interactive logon of a service account"], ""),
    kind(User, "Account", "Access key used from a new network", &["T1078.004"], &["Cloud access key from a new network"], "cloud"),
    kind(Asset, "DNS", "{n} TXT look-ups from one kiosk", &["T1071.004"], &["Unusual number of TXT look-ups"], ""),
    kind(Asset, "File", "{n} GB staged in an encrypted archive", &["T1560.001"], &["Encrypted archive created"], ""),
    kind(User, "Account", "Local administrator created on {n} laptops", &["T1136.001"], &["Local administrator created"], ""),
    kind(Asset, "System", "Certificate expires in {n} days", &[], &["Certificate expires soon"], "hygiene"),
    kind(Asset, "System", "Log source silent for {n} h: firewall", &[], &["Log source silent"], "hygiene"),
    kind(Asset, "Network", "Remote desktop exposed to the internet", &["T1133"], &["Port 3389 reachable from outside"], "exposure"),
    kind(Asset, "Process", "First use of a remote administration tool", &["T1219"], &["Remote administration tool started"], ""),
    kind(User, "Logon", "Sign-in from an anonymising network", &["T1090.003"], &["Sign-in through an anonymising network"], ""),
    kind(User, "File", "Public link created on a finance folder", &["T1567"], &["Public link created"], "cloud"),
    kind(Asset, "Network", "Unusual volume of printer traffic", &[], &["Unusual traffic to a printer"], ""),
    kind(Asset, "Process", "Registry run key added by an installer", &["T1547.001"], &["Run key added"], ""),
    kind(User, "Email", "{n} people reported the same message", &["T1566.002"], &["Message reported as phishing"], "phishing"),
];
#[rustfmt::skip]
const LOW: &[Kind] = &[
    kind(User, "Logon", "First logon to a server in {n} days", &["T1078"], &["First logon in a long time"], ""),
    kind(Asset, "Process", "Unsigned installer run from a download folder", &["T1204.002"], &["Unsigned installer started"], ""),
    kind(User, "Account", "Password set to never expire", &[], &["Password set to never expire"], "hygiene"),
    kind(Address, "Network", "Port scan of {n} ports, all refused", &["T1046"], &["Port scan"], ""),
    kind(Asset, "File", "Test file of a virus scanner found", &[], &["Test file found"], ""),
    kind(User, "Logon", "{n} failed logons before a correct one", &["T1110.001"], &["Failed logons, then a correct one"], ""),
    kind(Asset, "Network", "Look-up of a parked domain", &[], &["Look-up of a parked domain"], ""),
];
#[rustfmt::skip]
const UNSPECIFIED: &[Kind] = &[
    kind(User, "Policy", "Question from the customer’s help desk", &[], &["Reported by the customer"], ""),
    kind(Asset, "Policy", "Asset without an owner", &[], &["Asset without an owner"], "hygiene"),
    kind(Asset, "Network", "Hunt: rare parent processes, week {n}", &[], &["Rare parent process"], "hunt"),
];

const STEMS: &[&str] =
    &["FIN", "HR", "ENG", "OPS", "LEGAL", "STORE", "DB", "WEB", "LAB", "VPN", "KIOSK", "DESIGN", "RECEP"];
const FORMS: &[&str] = &["WS", "LT", "SRV", "DC", "NAS"];
const SURNAMES: &[&str] = &[
    "merrin",
    "alvarez",
    "okafor",
    "brandt",
    "hale",
    "castellan",
    "pryce",
    "ndiaye",
    "oyelaran",
    "marsh",
    "lindqvist",
    "varga",
    "tanner",
    "iqbal",
    "romero",
    "novak",
    "fischer",
    "adeyemi",
    "kaur",
    "silva",
];
const SERVICES: &[&str] =
    &["svc-sql", "svc-backup", "svc-report", "svc-scan", "ci-deploy", "helpdesk-2", "bg-admin-1", "ap-team"];
const NETWORKS: &[&str] = &["192.0.2", "198.51.100", "203.0.113"];
const DEPARTMENTS: &[&str] = &["Finance", "Payroll", "Engineering", "Help desk", "Sales", "Plant 2", "Head office"];

/// A kind that fits `priority`; unknown priorities are treated as unspecified.
pub fn pick(random: &mut Random, priority: &Priority) -> Option<&'static Kind> {
    let list = match priority {
        Priority::Critical => CRITICAL,
        Priority::High => HIGH,
        Priority::Medium => MEDIUM,
        Priority::Low => LOW,
        _ => UNSPECIFIED,
    };
    random.pick(list)
}

/// `text` with its number filled in.
pub fn fill(random: &mut Random, text: &str) -> String {
    text.replace("{n}", &random.between(2, 61).to_string())
}

/// A machine's name for an actor of this sort.
pub fn actor_name(random: &mut Random, sort: &ActorKind) -> String {
    match sort {
        ActorKind::Asset => {
            format!("{}-{}-{:03}", random.word(STEMS), random.word(FORMS), random.between(1, 240))
        }
        ActorKind::Address => format!("{}.{}", random.word(NETWORKS), random.between(1, 254)),
        _ if random.chance(25) => random.word(SERVICES).to_owned(),
        _ => {
            let first = char::from(b'a' + u8::try_from(random.below(26)).unwrap_or_default());
            format!("{first}.{}", random.word(SURNAMES))
        }
    }
}

/// A note on an actor, for about half of them.
pub fn actor_note(random: &mut Random, sort: &ActorKind) -> Option<String> {
    if random.chance(50) {
        return None;
    }
    Some(match sort {
        ActorKind::Asset => format!("Workstation, {}", random.word(DEPARTMENTS).to_lowercase()),
        ActorKind::Address => "First seen today".to_owned(),
        _ => random.word(DEPARTMENTS).to_owned(),
    })
}
