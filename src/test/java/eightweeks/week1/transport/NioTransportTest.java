package eightweeks.week1.transport;

import eightweeks.week1.eventloop.Transport;
import java.io.IOException;

final class NioTransportTest extends RealTransportContract {
  @Override
  protected Transport open() throws IOException {
    return new Transports().open(Transports.DEFAULT);
  }
}
