package eightweeks.week4.machine;

import eightweeks.week1.transport.Addresses;
import java.net.UnknownHostException;
import org.jspecify.annotations.Nullable;

/** The names of hosts that the machine knows. A page, which has none, replaces this class. */
final class MachineHostNames implements HostNames {
  @Override
  public @Nullable String resolve(String host) {
    try {
      return Addresses.text(Addresses.toConnectTo(host).getAddress());
    } catch (UnknownHostException _) {
      return null;
    }
  }
}
