package eightweeks.week1.eventloop;

import java.io.IOException;

final class NioTransportTest extends RealTransportContract {
  @Override
  Transport open() throws IOException {
    return Transports.open("nio");
  }
}
