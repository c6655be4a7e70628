//! The library's log, handed to the caller.

use std::sync::{Once, RwLock};

use log::{LevelFilter, Log, Metadata, Record};

use crate::abi::{Answer, reject};

/// `(level 1 to 5, target, its length, message, its length)`; the texts are UTF-8 and live for the call.
pub type Callback = extern "C" fn(i32, *const u8, u64, *const u8, u64);

static CALLBACK: RwLock<Option<Callback>> = RwLock::new(None);

struct Forward;

impl Log for Forward {
    fn enabled(&self, _: &Metadata) -> bool {
        true
    }

    fn log(&self, record: &Record) {
        let callback = CALLBACK.read().ok().and_then(|callback| *callback);
        if let Some(callback) = callback {
            let target = record.target();
            let message = record.args().to_string();
            callback(
                record.level() as i32,
                target.as_ptr(),
                target.len() as u64,
                message.as_ptr(),
                message.len() as u64,
            );
        }
    }

    fn flush(&self) {}
}

pub fn set(callback: Option<Callback>, level: i32) -> Answer<Vec<u8>> {
    static INSTALL: Once = Once::new();
    let filter = match level {
        0 => LevelFilter::Off,
        1 => LevelFilter::Error,
        2 => LevelFilter::Warn,
        3 => LevelFilter::Info,
        4 => LevelFilter::Debug,
        5 => LevelFilter::Trace,
        _ => return reject(format!("no log level has the number {level}")),
    };
    *CALLBACK.write().expect("nothing panics under this lock") = callback;
    // Only this library's own copy of `log` is meant, so nobody else can have installed a logger.
    INSTALL.call_once(|| log::set_logger(&Forward).expect("no other logger"));
    log::set_max_level(if callback.is_some() { filter } else { LevelFilter::Off });
    Ok(Vec::new())
}
