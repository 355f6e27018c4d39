//! One article in, one record out: the stages of reading and their order.

mod error;
mod model;
mod reader;
mod statements;
pub mod syntax;

pub use error::{Error, ErrorKind};
pub use reader::Reader;
#[doc(hidden)] pub fn debug(text:&str){ let d=onrecord_text::Division::of(text); let q=onrecord_text::Quotes::of(text,&d); let m=model::Model::bundled().unwrap(); let e=m.encode(text,&d,&q).unwrap(); println!("{:?}",&e.windows[..1]); for i in 0..3 { println!("{:?}",&e.states(i..i+1)[..6]); println!("{:?}", m.heads.roles(e.states(i..i+1),1)); } }
