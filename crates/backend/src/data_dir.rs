//! The data directory: which file is where, and the secrets made with it.

use crate::token::SigningKey;
use crate::{Error, Result};
use contract::RegionCode;
use contract::directory::Secret;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

/// `DATA/directory.db`, `DATA/signing.key`, `DATA/regions/{code}/region.db`, `DATA/regions/{code}/secret`.
#[derive(Debug, Clone)]
pub struct DataDir {
    root: PathBuf,
}

impl DataDir {
    /// An existing data directory; refused where `mci init` has not been.
    pub fn open(path: impl AsRef<Path>) -> Result<Self> {
        let dir = Self { root: path.as_ref().to_owned() };
        if dir.directory_db().is_file() {
            return Ok(dir);
        }
        let place = dir.root.display();
        Err(Error::NotFound(format!("{place} is not a data directory. Make one with `mci init --data {place}`.")))
    }

    /// A folder that holds regions only: a region runs without the directory's files.
    pub fn region_only(path: impl AsRef<Path>) -> Self {
        Self { root: path.as_ref().to_owned() }
    }

    /// A new data directory with a signing key; refused where one stands already.
    pub fn create(path: impl AsRef<Path>) -> Result<Self> {
        let dir = Self { root: path.as_ref().to_owned() };
        if dir.directory_db().exists() {
            return Err(Error::Conflict(format!("{} already is a data directory.", dir.root.display())));
        }
        fs::create_dir_all(&dir.root)?;
        // Customers' data is below: for its owner only.
        #[cfg(unix)]
        fs::set_permissions(&dir.root, std::os::unix::fs::PermissionsExt::from_mode(0o700))?;
        write_secret(&dir.signing_key_file(), &SigningKey::generate().to_text())?;
        Ok(dir)
    }

    /// Where it is.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// The directory's database.
    pub fn directory_db(&self) -> PathBuf {
        self.root.join("directory.db")
    }

    /// One region's database; nothing of another region is in it.
    pub fn region_db(&self, region: &RegionCode) -> PathBuf {
        self.region(region).join("region.db")
    }

    /// The key that signs tokens.
    pub fn signing_key(&self) -> Result<SigningKey> {
        let file = self.signing_key_file();
        let text = fs::read_to_string(&file).map_err(|cause| Error::caused(file.display(), cause))?;
        SigningKey::from_text(text.trim()).ok_or_else(|| Error::internal(format!("{} is not a key", file.display())))
    }

    /// What the region's gateway shows the directory; made when first asked for.
    pub fn region_secret(&self, region: &RegionCode) -> Result<Secret> {
        let file = self.region(region).join("secret");
        if !file.exists() {
            fs::create_dir_all(self.region(region))?;
            write_secret(&file, &crate::random::hex::<32>())?;
        }
        let text = fs::read_to_string(&file).map_err(|cause| Error::caused(file.display(), cause))?;
        Ok(Secret::new(text.trim().to_owned()))
    }

    fn region(&self, region: &RegionCode) -> PathBuf {
        self.root.join("regions").join(region.as_str())
    }

    fn signing_key_file(&self) -> PathBuf {
        self.root.join("signing.key")
    }
}

/// Writes a file that only its owner can read; one that another process made in the meantime is left as it is.
fn write_secret(file: &Path, text: &str) -> Result<()> {
    let mut options = fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    match options.open(file) {
        Ok(mut file) => Ok(file.write_all(format!("{text}\n").as_bytes())?),
        Err(cause) if cause.kind() == std::io::ErrorKind::AlreadyExists => Ok(()),
        Err(cause) => Err(Error::caused(file.display(), cause)),
    }
}
