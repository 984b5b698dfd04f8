//! No process outlives the one that started it.

/// Ends this process when its parent is gone, which holds the other end of standard input.
pub(super) fn dies_with_us() {
    std::thread::spawn(|| {
        // Whether it was closed or broke: nobody is there any more.
        let _ = std::io::copy(&mut std::io::stdin(), &mut std::io::sink());
        std::process::exit(1);
    });
}
