package eightweeks.week5.epoll;

import eightweeks.week1.eventloop.Transport;
import eightweeks.week1.startup.Feature;
import eightweeks.week1.startup.ServerBuilder;
import eightweeks.week1.transport.Transports;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Offers the transport {@code epoll}, which {@code REDIS_TRANSPORT=epoll} chooses. */
public final class EpollFeature implements Feature {
  @Override
  public void install(ServerBuilder server) {
    // The transport is chosen before there is a server to install anything in.
  }

  @Override
  public void offer(Transports transports) {
    transports.add(new Epoll());
  }

  private static final class Epoll implements Transports.Offer {
    @Override
    public String name() {
      return "epoll";
    }

    @Override
    public @Nullable String obstacle() {
      return EpollTransport.isSupported()
          ? null
          : "Linux on x86-64 or 64-bit ARM, and a JVM with --enable-native-access";
    }

    @Override
    public Transport open() throws IOException {
      return new EpollTransport();
    }
  }
}
