package eightweeks.week1.transport;

import eightweeks.week1.eventloop.Transport;
import eightweeks.week1.extension.Registry;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The transports with real sockets, by name. {@code nio} is there everywhere; a later week may
 * offer another one.
 */
public final class Transports {
  /** The transport of a server that is not told otherwise. */
  public static final String DEFAULT = "nio";

  private final Registry<Offer> offers = new Registry<>("transport");

  /** A transport that this program knows. */
  public interface Offer {
    /** Returns its name, in lower case. */
    String name();

    /** Returns why it cannot be used on this machine; null if it can. */
    @Nullable String obstacle();

    /**
     * Opens it.
     *
     * @throws IOException if the machine cannot give it now
     */
    Transport open() throws IOException;
  }

  public Transports() {
    add(new NioOffer());
  }

  /** Adds a transport. */
  public void add(Offer offer) {
    offers.add(offer.name(), offer);
  }

  /** Returns the names of those that can be used on this machine. */
  public List<String> available() {
    Collection<Offer> all = offers.all();
    return all.stream().filter(offer -> offer.obstacle() == null).map(Offer::name).toList();
  }

  /**
   * Opens a transport.
   *
   * @param name {@code nio}, or the name of one that was added
   * @throws IllegalArgumentException if there is no transport of that name
   * @throws IOException if this machine does not have it, or cannot give it now
   */
  public Transport open(String name) throws IOException {
    var offer = offers.find(name);
    if (offer == null) {
      throw new IllegalArgumentException("there is no transport '" + name + "'");
    }
    var obstacle = offer.obstacle();
    if (obstacle != null) {
      throw new IOException("the transport " + name + " needs " + obstacle);
    }
    return offer.open();
  }

  private static final class NioOffer implements Offer {
    @Override
    public String name() {
      return DEFAULT;
    }

    @Override
    public @Nullable String obstacle() {
      return null;
    }

    @Override
    public Transport open() throws IOException {
      return new NioTransport();
    }
  }
}
