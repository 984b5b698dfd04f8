//! gzip without compression: the content in stored blocks (RFC 1951 and 1952).

use bytes::Bytes;

/// The most that a stored block holds.
const BLOCK: usize = 65_535;

/// Magic, deflate, no flags, no time, no hints, unknown system.
const HEAD: [u8; 10] = [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255];

/// A file in the making.
pub(super) struct Packer {
    out: Vec<u8>,
    block: Vec<u8>,
    table: [u32; 256],
    crc: u32,
    length: u32,
}

impl Packer {
    pub(super) fn new() -> Self {
        Self {
            out: HEAD.to_vec(),
            block: Vec::with_capacity(BLOCK),
            table: crc_table(),
            crc: u32::MAX,
            length: 0,
        }
    }

    pub(super) fn write(&mut self, mut content: &[u8]) {
        for byte in content {
            let index = (self.crc ^ u32::from(*byte)) & 0xff;
            let change = self.table.get(index as usize).copied().unwrap_or(0);
            self.crc = (self.crc >> 8) ^ change;
        }
        self.length = self
            .length
            .wrapping_add(u32::try_from(content.len()).unwrap_or(u32::MAX));
        while !content.is_empty() {
            let room = BLOCK - self.block.len();
            let (now, later) = content.split_at(room.min(content.len()));
            self.block.extend_from_slice(now);
            content = later;
            if self.block.len() == BLOCK {
                self.flush(0);
            }
        }
    }

    pub(super) fn finish(mut self) -> Bytes {
        self.flush(1);
        self.out.extend((!self.crc).to_le_bytes());
        self.out.extend(self.length.to_le_bytes());
        Bytes::from(self.out)
    }

    fn flush(&mut self, last: u8) {
        let length = u16::try_from(self.block.len()).unwrap_or(u16::MAX);
        self.out.push(last);
        self.out.extend(length.to_le_bytes());
        self.out.extend((!length).to_le_bytes());
        self.out.append(&mut self.block);
    }
}

/// What a byte does to a CRC-32, for each of them.
fn crc_table() -> [u32; 256] {
    std::array::from_fn(|byte| {
        (0..8).fold(u32::try_from(byte).unwrap_or(0), |crc, _| match crc & 1 {
            1 => (crc >> 1) ^ 0xedb8_8320,
            _ => crc >> 1,
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_check_value_is_that_of_the_standard() {
        let mut file = Packer::new();
        file.write(b"123456789");
        let bytes = file.finish();
        assert_eq!(bytes[10..15], [1, 9, 0, 0xf6, 0xff]);
        assert_eq!(bytes[bytes.len() - 8..], [0x26, 0x39, 0xf4, 0xcb, 9, 0, 0, 0]);
    }

    #[test]
    fn long_content_is_cut_into_blocks() {
        let mut file = Packer::new();
        file.write(&vec![7; BLOCK + 1]);
        assert_eq!(file.finish().len(), 10 + 5 + BLOCK + 5 + 1 + 8);
    }
}
