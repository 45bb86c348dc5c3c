package eightweeks.week1.transport;

import eightweeks.week1.eventloop.Transport;
import eightweeks.week1.extension.Registry;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The transports with real sockets, by name. {@code nio} is always there. When you write another
 * one: implement {@code Transport} and add an {@link Offer} in {@code Feature.offer}.
 */
public final class Transports {
  /** The transport that is used by default. */
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
     * @throws IOException if the system cannot open it now
     */
    Transport open() throws IOException;
  }

  public Transports() {
    add(new NioOffer());
  }

  public void add(Offer offer) {
    offers.add(offer.name(), offer);
  }

  /** Returns the names of the transports that can be used on this machine. */
  public List<String> available() {
    Collection<Offer> all = offers.all();
    return all.stream().filter(offer -> offer.obstacle() == null).map(Offer::name).toList();
  }

  /**
   * Opens a transport.
   *
   * @param name {@code nio}, or the name of one that was added
   * @throws IllegalArgumentException if there is no transport of that name
   * @throws IOException if it cannot be used on this machine, or cannot be opened now
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
