//! How values cross the boundary. Every entry returns a status and fills one `Buf`; nothing else is shared.

use std::any::Any;
use std::ffi::OsStr;
use std::os::unix::ffi::OsStrExt;
use std::panic::{AssertUnwindSafe, catch_unwind, set_hook};
use std::path::Path;
use std::sync::Once;
use std::sync::atomic::{AtomicBool, AtomicI64, Ordering};
use std::time::Instant;

use filecoin_proofs_api::{RegisteredPoStProof, RegisteredSealProof};

/// `Buf` holds the result.
pub const DONE: i32 = 0;
/// The proof library refused or failed; `Buf` holds its text.
pub const FAILED: i32 = 1;
/// An argument is wrong; nothing was tried; `Buf` holds the text.
pub const REJECTED: i32 = 2;
/// The proof library panicked; `Buf` holds the panic's text; the library stays usable.
pub const PANICKED: i32 = 3;
/// A thread of the pool that proofs are made with (ec-gpu-gen) ended by a panic, in this call or an earlier one. A later
/// proof may wait for it for ever, so from now on every call ends like this: the process has to be restarted. Threads of
/// rayon's pool, where vanilla proofs are looked at, survive their panics.
pub const BROKEN: i32 = 4;

/// Memory that this library owns until `lcp_buf_free`. The caller provides the three fields and reads them.
#[repr(C)]
pub struct Buf {
    pub data: *mut u8,
    pub len: u64,
    /// Nanoseconds between the entry and the return of the call that filled it.
    pub nanos: u64,
}

static LIVE_BUFFERS: AtomicI64 = AtomicI64::new(0);

/// How a call learns that a thread of the pool died of a panic: of yastl's `join`, and of a wait for its result.
const POOL_DEATHS: [&str; 2] = ["Worker Pool was poisoned", "RecvError"];

static BROKEN_POOL: AtomicBool = AtomicBool::new(false);

/// Filled and not yet freed.
pub fn live_buffers() -> i64 {
    LIVE_BUFFERS.load(Ordering::SeqCst)
}

impl Buf {
    fn fill(&mut self, bytes: Vec<u8>, started: Instant) {
        self.nanos = started.elapsed().as_nanos() as u64;
        self.len = bytes.len() as u64;
        if bytes.is_empty() {
            self.data = std::ptr::null_mut();
            return;
        }
        self.data = Box::into_raw(bytes.into_boxed_slice()) as *mut u8;
        LIVE_BUFFERS.fetch_add(1, Ordering::SeqCst);
    }

    /// Gives the memory back; a second time does nothing.
    pub unsafe fn free(&mut self) {
        if self.data.is_null() {
            return;
        }
        let slice = std::ptr::slice_from_raw_parts_mut(self.data, self.len as usize);
        drop(unsafe { Box::from_raw(slice) });
        self.data = std::ptr::null_mut();
        self.len = 0;
        LIVE_BUFFERS.fetch_sub(1, Ordering::SeqCst);
    }
}

/// Why a call did not give a result.
pub enum Refusal {
    Argument(String),
    Library(anyhow::Error),
}

impl From<anyhow::Error> for Refusal {
    fn from(error: anyhow::Error) -> Self {
        Refusal::Library(error)
    }
}

pub type Answer<T> = Result<T, Refusal>;

pub fn reject<T>(text: impl Into<String>) -> Answer<T> {
    Err(Refusal::Argument(text.into()))
}

/// Runs one entry: times it, catches its panic, and fills `out`. `out` may hold anything before.
pub unsafe fn answer(out: *mut Buf, body: impl FnOnce() -> Answer<Vec<u8>>) -> i32 {
    static QUIET: Once = Once::new();
    // The default hook writes the panic and a backtrace to the process's stderr, which is not ours.
    QUIET.call_once(|| set_hook(Box::new(|_| {})));
    let started = Instant::now();
    let Some(out) = (unsafe { out.as_mut() }) else {
        return REJECTED;
    };
    if is_broken() {
        out.fill(b"a thread of the proof pool died in an earlier call".to_vec(), started);
        return BROKEN;
    }
    let (status, bytes) = match catch_unwind(AssertUnwindSafe(body)) {
        Ok(Ok(bytes)) => (DONE, bytes),
        Ok(Err(Refusal::Argument(text))) => (REJECTED, text.into_bytes()),
        Ok(Err(Refusal::Library(error))) => (FAILED, chain(&error).into_bytes()),
        Err(panic) => {
            let text = panic_text(panic);
            if POOL_DEATHS.iter().any(|words| text.contains(words)) {
                BROKEN_POOL.store(true, Ordering::SeqCst);
            }
            (if is_broken() { BROKEN } else { PANICKED }, text.into_bytes())
        }
    };
    out.fill(bytes, started);
    status
}

fn is_broken() -> bool {
    BROKEN_POOL.load(Ordering::SeqCst)
}

/// The causes from the outermost in, without the backtrace that `{:?}` would add.
fn chain(error: &anyhow::Error) -> String {
    let causes: Vec<String> = error.chain().map(|cause| cause.to_string()).collect();
    causes.join(": ")
}

fn panic_text(panic: Box<dyn Any + Send>) -> String {
    let text = match panic.downcast_ref::<&str>() {
        Some(text) => (*text).to_string(),
        None => match panic.downcast_ref::<String>() {
            Some(text) => text.clone(),
            None => "a panic without a text".to_string(),
        },
    };
    // A payload that panics when dropped would unwind out of the library.
    std::mem::forget(panic);
    text
}

/// `len` values at `data`; null is good for none.
pub unsafe fn slice<'a, T>(data: *const T, len: u64, name: &str) -> Answer<&'a [T]> {
    if len == 0 {
        return Ok(&[]);
    }
    if data.is_null() {
        return reject(format!("{name} is null"));
    }
    if len > (isize::MAX as u64) / (size_of::<T>() as u64) {
        return reject(format!("{name} is too long: {len}"));
    }
    Ok(unsafe { std::slice::from_raw_parts(data, len as usize) })
}

/// 32 bytes at `data`.
pub unsafe fn bytes32(data: *const u8, name: &str) -> Answer<[u8; 32]> {
    let mut value = [0u8; 32];
    value.copy_from_slice(unsafe { slice(data, 32, name)? });
    Ok(value)
}

/// A path of `len` bytes, not terminated.
pub unsafe fn path<'a>(data: *const u8, len: u64, name: &str) -> Answer<&'a Path> {
    let bytes = unsafe { slice(data, len, name)? };
    if bytes.is_empty() {
        return reject(format!("{name} is empty"));
    }
    if bytes.contains(&0) {
        return reject(format!("{name} contains a zero byte"));
    }
    Ok(Path::new(OsStr::from_bytes(bytes)))
}

/// Cuts `blob` into the pieces of the given lengths, which must use it up.
pub fn pieces<'a>(blob: &'a [u8], lens: &[u64]) -> Answer<Vec<&'a [u8]>> {
    let mut rest = blob;
    let mut pieces = Vec::with_capacity(lens.len());
    for len in lens {
        if *len > rest.len() as u64 {
            return reject(format!("lengths exceed the {} bytes given", blob.len()));
        }
        let (piece, tail) = rest.split_at(*len as usize);
        pieces.push(piece);
        rest = tail;
    }
    if !rest.is_empty() {
        return reject(format!("lengths leave {} of {} bytes over", rest.len(), blob.len()));
    }
    Ok(pieces)
}

/// The PoSt proof of the network's number (Go `abi.RegisteredPoStProof`). From 10 on, Go's `V1_1` is Rust's `V1_2`.
pub fn post_proof(code: i64) -> Answer<RegisteredPoStProof> {
    use RegisteredPoStProof::*;
    Ok(match code {
        0 => StackedDrgWinning2KiBV1,
        1 => StackedDrgWinning8MiBV1,
        2 => StackedDrgWinning512MiBV1,
        3 => StackedDrgWinning32GiBV1,
        4 => StackedDrgWinning64GiBV1,
        5 => StackedDrgWindow2KiBV1,
        6 => StackedDrgWindow8MiBV1,
        7 => StackedDrgWindow512MiBV1,
        8 => StackedDrgWindow32GiBV1,
        9 => StackedDrgWindow64GiBV1,
        10 => StackedDrgWindow2KiBV1_2,
        11 => StackedDrgWindow8MiBV1_2,
        12 => StackedDrgWindow512MiBV1_2,
        13 => StackedDrgWindow32GiBV1_2,
        14 => StackedDrgWindow64GiBV1_2,
        _ => return reject(format!("no PoSt proof type has the number {code}")),
    })
}

/// The seal proof of the network's number (Go `abi.RegisteredSealProof`), for the sizes a devnet seals.
pub fn seal_proof(code: i64) -> Answer<RegisteredSealProof> {
    use RegisteredSealProof::*;
    Ok(match code {
        5 => StackedDrg2KiBV1_1,
        6 => StackedDrg8MiBV1_1,
        7 => StackedDrg512MiBV1_1,
        _ => return reject(format!("sealing is not built for the seal proof type {code}")),
    })
}
