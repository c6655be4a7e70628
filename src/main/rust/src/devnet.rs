//! What only a test network needs: sealing, and parameters of one's own.

use std::fs::{self, File};
use std::io::{BufWriter, Write};
use std::path::Path;

use anyhow::{Context, Result, ensure};
use bellperson::groth16::generate_random_parameters;
use blstrs::Bls12;
use filecoin_proofs::constants::SectorShapeBase;
use filecoin_proofs::parameters::{window_post_public_params, winning_post_public_params};
use filecoin_proofs_api::seal::{add_piece, clear_cache, seal_pre_commit_phase1, seal_pre_commit_phase2};
use filecoin_proofs_api::{
    PaddedBytesAmount, PoStType, RegisteredPoStProof, RegisteredSealProof, SectorId, UnpaddedBytesAmount,
};
use rand::rngs::OsRng;
use storage_proofs_core::compound_proof::CompoundProof;
use storage_proofs_core::parameter_cache::{metadata_id, parameter_id, verifying_key_id};
use storage_proofs_post::fallback::{FallbackPoSt, FallbackPoStCircuit, FallbackPoStCompound};

use crate::abi::{Answer, reject};

/// The largest sector with one base tree, whose shape the parameters below are made for.
const SECTOR_SIZE_MAX: u64 = 512 << 20;

pub fn seal(
    proof: RegisteredSealProof,
    prover_id: [u8; 32],
    sector: u64,
    ticket: [u8; 32],
    data: &[u8],
    cache_dir: &Path,
    sealed: &Path,
) -> Answer<Vec<u8>> {
    let usable = UnpaddedBytesAmount::from(PaddedBytesAmount(u64::from(proof.sector_size())));
    if data.len() as u64 != u64::from(usable) {
        return reject(format!("a sector of this size holds {} bytes of data, not {}", u64::from(usable), data.len()));
    }
    let staged = sealed.with_extension("staged");
    let commitments = seal_staged(proof, prover_id, sector, ticket, data, usable, cache_dir, sealed, &staged);
    // Whatever happened, plain data does not stay beside the sealed file.
    let removed = fs::remove_file(&staged).context("removing staged data");
    let commitments = commitments?;
    removed?;
    Ok(commitments)
}

#[allow(clippy::too_many_arguments)]
fn seal_staged(
    proof: RegisteredSealProof,
    prover_id: [u8; 32],
    sector: u64,
    ticket: [u8; 32],
    data: &[u8],
    usable: UnpaddedBytesAmount,
    cache_dir: &Path,
    sealed: &Path,
    staged: &Path,
) -> Result<Vec<u8>> {
    fs::create_dir_all(cache_dir).context("making the cache directory")?;
    let mut staged_file = File::options().read(true).write(true).create(true).truncate(true).open(staged)?;
    let (piece, _) = add_piece(proof, data, &mut staged_file, usable, &[])?;
    File::create(sealed).context("making the sealed file")?;
    let sector = SectorId::from(sector);
    let first = seal_pre_commit_phase1(proof, cache_dir, staged, sealed, prover_id, sector, ticket, &[piece])?;
    let second = seal_pre_commit_phase2(first, cache_dir, sealed)?;
    clear_cache(cache_dir)?;
    Ok([second.comm_r, second.comm_d].concat())
}

pub fn parameters(proof: RegisteredPoStProof, dir: &Path) -> Answer<Vec<u8>> {
    let config = proof.as_v1_config();
    let sector_size = u64::from(proof.sector_size());
    if sector_size > SECTOR_SIZE_MAX {
        return reject(format!("parameters are only made for sectors up to {SECTOR_SIZE_MAX} bytes"));
    }
    let public = match proof.typ() {
        PoStType::Winning => winning_post_public_params::<SectorShapeBase>(&config)?,
        PoStType::Window => window_post_public_params::<SectorShapeBase>(&config)?,
    };
    let circuit: FallbackPoStCircuit<SectorShapeBase> = <FallbackPoStCompound<SectorShapeBase> as CompoundProof<
        FallbackPoSt<SectorShapeBase>,
        FallbackPoStCircuit<SectorShapeBase>,
    >>::blank_circuit(&public);
    let made = generate_random_parameters::<Bls12, _, _>(circuit, &mut OsRng).context("making parameters")?;
    let id = proof.circuit_identifier()?;
    let names = [metadata_id(&id), verifying_key_id(&id), parameter_id(&id)];
    write_whole(&dir.join(&names[0]), |file| Ok(write!(file, "{{\"sector_size\":{sector_size}}}")?))?;
    write_whole(&dir.join(&names[1]), |file| Ok(made.vk.write(file)?))?;
    write_whole(&dir.join(&names[2]), |file| Ok(made.write(file)?))?;
    Ok(names.map(|name| name + "\n").concat().into_bytes())
}

/// Writes beside the name, then renames: a file of this name is always whole.
fn write_whole(path: &Path, content: impl FnOnce(&mut BufWriter<File>) -> Result<()>) -> Result<()> {
    let name = path.file_name().context("a file name")?;
    let mut unfinished = name.to_os_string();
    unfinished.push(".part");
    let unfinished = path.with_file_name(unfinished);
    let mut file = BufWriter::new(File::create(&unfinished)?);
    content(&mut file)?;
    let file = file.into_inner().map_err(|error| error.into_error())?;
    file.sync_all()?;
    fs::rename(&unfinished, path)?;
    ensure!(path.is_file(), "{} was not written", path.display());
    Ok(())
}
