//! Owns the compressed form of the built files: made once a build, so that no visit waits for it.

use crate::failure::{Failure, Result};
use crate::{progress, workspace};
use std::path::Path;

/// Brotli at its best; prints `raw brotli` for each file named after the word `write` or `tell`, and writes `FILE.br`.
const PACK: &str = "const fs=require('fs'),z=require('zlib'),[how,...files]=process.argv.slice(1);for(const f of files){\
    const b=fs.readFileSync(f),c=z.constants,p=z.brotliCompressSync(b,{params:{[c.BROTLI_PARAM_QUALITY]:11,\
    [c.BROTLI_PARAM_LGWIN]:24,[c.BROTLI_PARAM_SIZE_HINT]:b.length}});\
    if(how==='write')fs.writeFileSync(f+'.br',p);console.log(b.length,p.length)}";

/// Bytes of a file as it is and compressed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Weight {
    pub raw: u64,
    pub brotli: u64,
}

/// Writes `name.br` beside each of these files of `dir`.
///
/// # Errors
/// When Node.js is missing or a file cannot be read or written.
pub fn write(dir: &Path, names: &[String]) -> Result<Vec<Weight>> {
    weigh("write", dir, names)
}

/// What each of these files of `dir` weighs.
///
/// # Errors
/// As [`write`].
pub fn tell(dir: &Path, names: &[String]) -> Result<Vec<Weight>> {
    weigh("tell", dir, names)
}

fn weigh(how: &str, dir: &Path, names: &[String]) -> Result<Vec<Weight>> {
    if names.is_empty() {
        return Ok(Vec::new());
    }
    let mut node = workspace::command("node");
    node.args(["-e", PACK, how]).args(names.iter().map(|name| dir.join(name)));
    let said = progress::must("compressing", &mut node)?.stdout;
    said.lines().map(|line| pair(line).ok_or_else(|| Failure::new(format!("node answered `{line}`")))).collect()
}

fn pair(line: &str) -> Option<Weight> {
    let (raw, brotli) = line.split_once(' ')?;
    Some(Weight { raw: raw.parse().ok()?, brotli: brotli.trim().parse().ok()? })
}

#[cfg(test)]
mod tests {
    use super::{Weight, pair};

    #[test]
    fn reads_what_node_says() {
        assert_eq!(pair("300 40\r"), Some(Weight { raw: 300, brotli: 40 }));
        assert_eq!(pair("300"), None);
        assert_eq!(pair("a b"), None);
    }
}
