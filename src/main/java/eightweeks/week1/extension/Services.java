package eightweeks.week1.extension;

import java.util.IdentityHashMap;

/**
 * The objects that the installed weeks offer each other, by {@link Service}.
 *
 * <p>A service is looked up by identity: it is a constant, so no equal one exists.
 */
public final class Services {
  private final IdentityHashMap<Service<?>, Object> objects = new IdentityHashMap<>();

  /**
   * Offers an object.
   *
   * @throws IllegalStateException if the service is provided already
   */
  public <T> void provide(Service<T> service, T object) {
    if (objects.putIfAbsent(service, object) != null) {
      throw new IllegalStateException("the service '" + service.name() + "' is provided twice");
    }
  }

  /**
   * Returns the object of a service.
   *
   * @throws IllegalStateException if no installed week provides it
   */
  public <T> T need(Service<T> service) {
    var object = objects.get(service);
    if (object == null) {
      throw new IllegalStateException(
          "nothing provides the service '" + service.name() + "': is its week installed before?");
    }
    return service.type().cast(object);
  }
}
