//! Where parameter files are, and which there are.

use std::env;
use std::fmt::Write;
use std::path::Path;

use anyhow::Context;
use storage_proofs_core::parameter_cache::{PARAMETERS, parameter_cache_dir, parameter_id, verifying_key_id};

use crate::abi::{Answer, post_proof, reject};

/// The numbers of the current window type and of winning, one a sector size; the old window type shares its files.
const ROLES: [(&str, [i64; 5]); 2] = [("winning", [0, 1, 2, 3, 4]), ("window", [10, 11, 12, 13, 14])];

const VARIABLE: &str = "FIL_PROOFS_PARAMETER_CACHE";

pub fn set_dir(dir: &Path) -> Answer<Vec<u8>> {
    // The library has no other way in than its environment. Settings are read at the first use, which follows here;
    // no other thread of this library can be reading the environment before it.
    let before = env::var_os(VARIABLE);
    unsafe { env::set_var(VARIABLE, dir) };
    let used = parameter_cache_dir();
    if used != dir {
        match before {
            Some(value) => unsafe { env::set_var(VARIABLE, value) },
            None => unsafe { env::remove_var(VARIABLE) },
        }
        return reject(format!("the parameter directory of this process is {} and stays it", used.display()));
    }
    Ok(Vec::new())
}

pub fn manifest() -> Answer<Vec<u8>> {
    let mut names = Vec::new();
    for (role, codes) in ROLES {
        for code in codes {
            let id = post_proof(code)?.circuit_identifier().context("circuit identifier")?;
            names.push((parameter_id(&id), role));
            names.push((verifying_key_id(&id), role));
        }
    }
    let mut lines = String::new();
    for (name, data) in PARAMETERS.iter() {
        let role = names.iter().find(|(known, _)| known == name).map_or("other", |(_, role)| role);
        writeln!(lines, "{name}\t{}\t{}\t{}\t{role}", data.cid, data.digest, data.sector_size)
            .context("writing to memory")?;
    }
    Ok(lines.into_bytes())
}
