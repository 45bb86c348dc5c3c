package eightweeks.week6.tls;

import eightweeks.week1.eventloop.EventLoop;

/** The objects that the TLS connections of one loop share. */
record TlsLoop(EventLoop loop, TlsBuffers buffers, PendingReads pendingReads) {
  TlsLoop(EventLoop loop) {
    this(loop, new TlsBuffers(), new PendingReads(loop));
  }
}
