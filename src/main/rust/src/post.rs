//! PoSt: vanilla proofs, proofs, verdicts.

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::{Result, anyhow, ensure};
use bellperson::groth16::Proof;
use blstrs::{Bls12, Scalar};
use filecoin_hashers::poseidon::PoseidonHasher;
use filecoin_hashers::{Domain, HashFunction, Hasher};
use filecoin_proofs_api::post::{
    generate_fallback_sector_challenges, generate_single_vanilla_proof, generate_single_window_post_with_vanilla,
    generate_winning_post_sector_challenge, generate_winning_post_with_vanilla, get_num_partition_for_fallback_post,
    verify_window_post, verify_winning_post,
};
use filecoin_proofs_api::{PrivateReplicaInfo, PublicReplicaInfo, RegisteredPoStProof, SectorId};

use crate::abi::{Answer, reject};

type Bytes32 = [u8; 32];

pub fn devices() -> String {
    #[cfg(any(feature = "cuda", feature = "opencl"))]
    {
        rust_gpu_tools::Device::all().iter().map(|device| format!("{}\t{}\n", device.name(), device.memory())).collect()
    }
    #[cfg(not(any(feature = "cuda", feature = "opencl")))]
    String::new()
}

pub fn comm_r(p_aux: &[u8]) -> Answer<Vec<u8>> {
    type TreeDomain = <PoseidonHasher as Hasher>::Domain;
    if p_aux.len() != 64 {
        return reject(format!("p_aux has {} bytes, not 64", p_aux.len()));
    }
    let domain = |name: &str, bytes: &[u8]| -> Result<TreeDomain> {
        // The hasher panics on bytes that are no field element.
        let bytes: Bytes32 = bytes.try_into()?;
        ensure!(bool::from(Scalar::from_bytes_le(&bytes).is_some()), "p_aux: {name} is not a commitment");
        TreeDomain::try_from_bytes(&bytes)
    };
    let comm_c = domain("comm_c", &p_aux[..32])?;
    let comm_r_last = domain("comm_r_last", &p_aux[32..])?;
    Ok(<PoseidonHasher as Hasher>::Function::hash2(&comm_c, &comm_r_last).into_bytes())
}

pub fn winning_sector(
    proof: RegisteredPoStProof,
    randomness: Bytes32,
    prover_id: Bytes32,
    sector_count: u64,
) -> Answer<Vec<u8>> {
    if sector_count == 0 {
        return reject("no sectors");
    }
    let positions = generate_winning_post_sector_challenge(proof, &randomness, sector_count, prover_id)?;
    let first = positions.first().ok_or_else(|| anyhow!("no sector was chosen"))?;
    Ok(first.to_le_bytes().to_vec())
}

pub fn challenges(
    proof: RegisteredPoStProof,
    randomness: Bytes32,
    prover_id: Bytes32,
    sectors: &[u64],
) -> Answer<Vec<u8>> {
    let ids: Vec<SectorId> = sectors.iter().map(|sector| SectorId::from(*sector)).collect();
    let of = generate_fallback_sector_challenges(proof, &randomness, &ids, prover_id)?;
    let mut numbers = Vec::new();
    for id in &ids {
        let challenges = of.get(id).ok_or_else(|| anyhow!("no challenges for sector {}", u64::from(*id)))?;
        numbers.extend(challenges.iter().flat_map(|challenge| challenge.to_le_bytes()));
    }
    Ok(numbers)
}

pub fn vanilla_proof(
    proof: RegisteredPoStProof,
    sector: u64,
    comm_r: Bytes32,
    cache_dir: &Path,
    sealed: &Path,
    challenges: &[u64],
) -> Answer<Vec<u8>> {
    let replica = PrivateReplicaInfo::new(proof, comm_r, cache_dir.to_path_buf(), sealed.to_path_buf());
    Ok(generate_single_vanilla_proof(proof, SectorId::from(sector), &replica, challenges)?)
}

pub fn winning_post(
    proof: RegisteredPoStProof,
    randomness: Bytes32,
    prover_id: Bytes32,
    vanilla: &[u8],
) -> Answer<Vec<u8>> {
    let proofs = generate_winning_post_with_vanilla(proof, &randomness, prover_id, &[vanilla.to_vec()])?;
    let (_, bytes) = proofs.into_iter().next().ok_or_else(|| anyhow!("no proof was made"))?;
    Ok(bytes)
}

pub fn window_post(
    proof: RegisteredPoStProof,
    randomness: Bytes32,
    prover_id: Bytes32,
    vanilla: &[&[u8]],
    partition_index: u64,
) -> Answer<Vec<u8>> {
    // The library's interface wants owned bytes: the one copy on this side.
    let owned: Vec<Vec<u8>> = vanilla.iter().map(|proof| proof.to_vec()).collect();
    let partition =
        generate_single_window_post_with_vanilla(proof, &randomness, prover_id, &owned, partition_index as usize)?;
    Ok(partition.0)
}

pub fn verify_winning(
    proof: RegisteredPoStProof,
    randomness: Bytes32,
    prover_id: Bytes32,
    statement: &[(u64, Bytes32)],
    proof_bytes: &[u8],
) -> Answer<Vec<u8>> {
    let replicas = replicas(proof, statement)?;
    verdict(verify_winning_post(&randomness, proof_bytes, &replicas, prover_id), proof_bytes, 1)
}

pub fn verify_window(
    proof: RegisteredPoStProof,
    randomness: Bytes32,
    prover_id: Bytes32,
    statement: &[(u64, Bytes32)],
    proof_bytes: &[u8],
) -> Answer<Vec<u8>> {
    let replicas = replicas(proof, statement)?;
    let partitions = get_num_partition_for_fallback_post(proof, replicas.len())?;
    verdict(verify_window_post(&randomness, &[(proof, proof_bytes)], &replicas, prover_id), proof_bytes, partitions)
}

fn replicas(proof: RegisteredPoStProof, statement: &[(u64, Bytes32)]) -> Answer<BTreeMap<SectorId, PublicReplicaInfo>> {
    if statement.is_empty() {
        return reject("no sectors");
    }
    Ok(statement
        .iter()
        .map(|(sector, comm_r)| (SectorId::from(*sector), PublicReplicaInfo::new(proof, *comm_r)))
        .collect())
}

/// The library answers bytes that are no curve points with an error; to whoever asks whether a proof is valid that is
/// a no. Errors about anything else (keys missing, bad commR) stay errors.
fn verdict(result: Result<bool>, proof_bytes: &[u8], partitions: usize) -> Answer<Vec<u8>> {
    match result {
        Ok(valid) => Ok(vec![u8::from(valid)]),
        Err(_) if Proof::<Bls12>::read_many(proof_bytes, partitions).is_err() => Ok(vec![0]),
        Err(error) => Err(error.into()),
    }
}
