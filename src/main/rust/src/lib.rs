//! The proof library of the Lotus proving console: PoSt of `filecoin-proofs-api` behind a flat C ABI.
//!
//! Every entry takes numbers and pointers with counts, returns a status of `abi`, and fills one `Buf` that the caller
//! gives back to `lcp_buf_free`. Any entry may be called from any thread, several at once; memory behind pointers is
//! only read, and only during the call. Numbers in results are little-endian. Proof types are the network's numbers.
//! Entries that prove take seconds to hours and use every core; the others take milliseconds, or the time of a read.

// Safety is the same for every entry: pointers hold what their counts say, `out` is null or points to a `Buf`.
#![allow(clippy::missing_safety_doc)]

mod abi;
#[cfg(feature = "devnet")]
mod devnet;
mod logger;
mod params;
mod post;

use std::mem::offset_of;

use abi::{Buf, answer, bytes32, path, pieces, post_proof, reject, slice};

/// Raised with every change of an entry or a layout; the caller compares before it calls anything else.
const ABI_VERSION: u32 = 2;

#[unsafe(no_mangle)]
pub extern "C" fn lcp_abi_version() -> u32 {
    ABI_VERSION
}

/// Size of `Buf`, and the offsets of `data`, `len` and `nanos`, as four u32.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn lcp_layout(out: *mut u32) {
    let layout = [size_of::<Buf>(), offset_of!(Buf, data), offset_of!(Buf, len), offset_of!(Buf, nanos)];
    if !out.is_null() {
        for (index, number) in layout.iter().enumerate() {
            unsafe { out.add(index).write(*number as u32) };
        }
    }
}

/// Frees what `out` holds; null, empty and already freed are all good.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn lcp_buf_free(out: *mut Buf) {
    if let Some(buf) = unsafe { out.as_mut() } {
        unsafe { buf.free() };
    }
}

/// Buffers filled and not yet freed.
#[unsafe(no_mangle)]
pub extern "C" fn lcp_live_buffers() -> i64 {
    abi::live_buffers()
}

/// Lines `NAME=VALUE`: `version`, `proofs`, `devnet`, `cuda`, `opencl`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn lcp_features(out: *mut Buf) -> i32 {
    unsafe {
        answer(out, || {
            Ok(format!(
                "version={}\nproofs=19.1.0\ndevnet={}\ncuda={}\nopencl={}\n",
                env!("CARGO_PKG_VERSION"),
                cfg!(feature = "devnet"),
                cfg!(feature = "cuda"),
                cfg!(feature = "opencl")
            )
            .into_bytes())
        })
    }
}

/// A line a GPU: `NAME TAB BYTES`. Empty in a build without `cuda` and `opencl`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn lcp_devices(out: *mut Buf) -> i32 {
    unsafe { answer(out, || Ok(post::devices().into_bytes())) }
}

/// Where parameter files are. Must come before the first entry that reads one; later it is refused unless it is the
/// same, for the library reads its settings once.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn lcp_set_parameter_dir(dir: *const u8, dir_len: u64, out: *mut Buf) -> i32 {
    unsafe { answer(out, || params::set_dir(path(dir, dir_len, "parameter directory")?)) }
}

/// A line a file of the library's own manifest: `NAME TAB CID TAB DIGEST TAB SECTOR_SIZE TAB ROLE`, the role being
/// `winning`, `window` or `other`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn lcp_parameters(out: *mut Buf) -> i32 {
    unsafe { answer(out, params::manifest) }
}

/// Sends the library's log to `callback`, up to `level` (0 off, 1 error to 5 trace); null stops it. The callback is
/// called on the thread that proves, at level 5 also on the library's own threads, and must neither block nor unwind.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn lcp_set_log(callback: Option<logger::Callback>, level: i32, out: *mut Buf) -> i32 {
    unsafe { answer(out, || logger::set(callback, level)) }
}

/// CommR (32 bytes) of the 64 bytes of a `p_aux` file.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn lcp_comm_r(p_aux: *const u8, p_aux_len: u64, out: *mut Buf) -> i32 {
    unsafe { answer(out, || post::comm_r(slice(p_aux, p_aux_len, "p_aux")?)) }
}

/// Position of the sector that a winning PoSt is about, as u64.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn lcp_winning_sector(
    proof: i64,
    randomness: *const u8,
    prover_id: *const u8,
    sector_count: u64,
    out: *mut Buf,
) -> i32 {
    unsafe {
        answer(out, || {
            post::winning_sector(
                post_proof(proof)?,
                bytes32(randomness, "randomness")?,
                bytes32(prover_id, "prover id")?,
                sector_count,
            )
        })
    }
}

/// Challenges of every sector as u64, one sector after the other in the given order, all with the same count.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn lcp_challenges(
    proof: i64,
    randomness: *const u8,
    prover_id: *const u8,
    sectors: *const u64,
    sector_count: u64,
    out: *mut Buf,
) -> i32 {
    unsafe {
        answer(out, || {
            post::challenges(
                post_proof(proof)?,
                bytes32(randomness, "randomness")?,
                bytes32(prover_id, "prover id")?,
                slice(sectors, sector_count, "sectors")?,
            )
        })
    }
}

/// The vanilla proof of one sector: reads `p_aux` and the tree of the cache directory, and the sealed file.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn lcp_vanilla_proof(
    proof: i64,
    sector: u64,
    comm_r: *const u8,
    cache_dir: *const u8,
    cache_dir_len: u64,
    sealed: *const u8,
    sealed_len: u64,
    challenges: *const u64,
    challenge_count: u64,
    out: *mut Buf,
) -> i32 {
    unsafe {
        answer(out, || {
            post::vanilla_proof(
                post_proof(proof)?,
                sector,
                bytes32(comm_r, "commR")?,
                path(cache_dir, cache_dir_len, "cache directory")?,
                path(sealed, sealed_len, "sealed file")?,
                slice(challenges, challenge_count, "challenges")?,
            )
        })
    }
}

/// A winning PoSt (192 bytes) of one vanilla proof.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn lcp_winning_post(
    proof: i64,
    randomness: *const u8,
    prover_id: *const u8,
    vanilla: *const u8,
    vanilla_len: u64,
    out: *mut Buf,
) -> i32 {
    unsafe {
        answer(out, || {
            post::winning_post(
                post_proof(proof)?,
                bytes32(randomness, "randomness")?,
                bytes32(prover_id, "prover id")?,
                slice(vanilla, vanilla_len, "vanilla proof")?,
            )
        })
    }
}

/// The window PoSt (192 bytes) of one partition. `lens` are the lengths of the vanilla proofs that `vanilla` holds one
/// after the other, ascending by sector number: another order makes a proof that does not verify.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn lcp_window_post(
    proof: i64,
    randomness: *const u8,
    prover_id: *const u8,
    vanilla: *const u8,
    vanilla_len: u64,
    lens: *const u64,
    proof_count: u64,
    partition_index: u64,
    out: *mut Buf,
) -> i32 {
    unsafe {
        answer(out, || {
            post::window_post(
                post_proof(proof)?,
                bytes32(randomness, "randomness")?,
                bytes32(prover_id, "prover id")?,
                &pieces(slice(vanilla, vanilla_len, "vanilla proofs")?, slice(lens, proof_count, "lengths")?)?,
                partition_index,
            )
        })
    }
}

/// One byte: 1 if the proof is valid for these sectors, else 0; bytes that are no proof at all are 0 too.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn lcp_verify_winning(
    proof: i64,
    randomness: *const u8,
    prover_id: *const u8,
    sectors: *const u64,
    comm_rs: *const u8,
    sector_count: u64,
    proof_bytes: *const u8,
    proof_len: u64,
    out: *mut Buf,
) -> i32 {
    unsafe {
        answer(out, || {
            post::verify_winning(
                post_proof(proof)?,
                bytes32(randomness, "randomness")?,
                bytes32(prover_id, "prover id")?,
                &statement(sectors, comm_rs, sector_count)?,
                slice(proof_bytes, proof_len, "proof")?,
            )
        })
    }
}

/// Like `lcp_verify_winning`, of all partitions of a window PoSt at once, their proofs one after the other.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn lcp_verify_window(
    proof: i64,
    randomness: *const u8,
    prover_id: *const u8,
    sectors: *const u64,
    comm_rs: *const u8,
    sector_count: u64,
    proof_bytes: *const u8,
    proof_len: u64,
    out: *mut Buf,
) -> i32 {
    unsafe {
        answer(out, || {
            post::verify_window(
                post_proof(proof)?,
                bytes32(randomness, "randomness")?,
                bytes32(prover_id, "prover id")?,
                &statement(sectors, comm_rs, sector_count)?,
                slice(proof_bytes, proof_len, "proof")?,
            )
        })
    }
}

/// The sectors and their commRs, in the given order.
unsafe fn statement(sectors: *const u64, comm_rs: *const u8, count: u64) -> abi::Answer<Vec<(u64, [u8; 32])>> {
    let Some(comm_rs_len) = count.checked_mul(32) else {
        return reject("too many sectors");
    };
    let sectors = unsafe { slice(sectors, count, "sectors")? };
    let comm_rs = unsafe { slice(comm_rs, comm_rs_len, "commRs")? };
    Ok(sectors
        .iter()
        .zip(comm_rs.chunks_exact(32))
        .map(|(sector, comm_r)| (*sector, comm_r.try_into().expect("chunks of 32")))
        .collect())
}

/// Seals a sector of the given data, its usable size (2032 bytes of 2 KiB), and clears its cache as a miner does:
/// CommR and CommD, 64 bytes. Both paths are made.
#[cfg(feature = "devnet")]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn lcp_devnet_seal(
    proof: i64,
    prover_id: *const u8,
    sector: u64,
    ticket: *const u8,
    data: *const u8,
    data_len: u64,
    cache_dir: *const u8,
    cache_dir_len: u64,
    sealed: *const u8,
    sealed_len: u64,
    out: *mut Buf,
) -> i32 {
    unsafe {
        answer(out, || {
            devnet::seal(
                abi::seal_proof(proof)?,
                bytes32(prover_id, "prover id")?,
                sector,
                bytes32(ticket, "ticket")?,
                slice(data, data_len, "data")?,
                path(cache_dir, cache_dir_len, "cache directory")?,
                path(sealed, sealed_len, "sealed file")?,
            )
        })
    }
}

/// Makes the three parameter files of a proof type in an existing directory, each under its final name only when it is
/// whole: their names, a line each. Whoever makes them could forge proofs: they are for test networks.
#[cfg(feature = "devnet")]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn lcp_devnet_parameters(proof: i64, dir: *const u8, dir_len: u64, out: *mut Buf) -> i32 {
    unsafe { answer(out, || devnet::parameters(post_proof(proof)?, path(dir, dir_len, "parameter directory")?)) }
}
