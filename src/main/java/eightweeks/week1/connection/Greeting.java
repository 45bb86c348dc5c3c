package eightweeks.week1.connection;

import eightweeks.week1.extension.Service;
import eightweeks.week1.resp.Reply;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** What HELLO tells about the server that only later weeks know: mode, role, modules. */
public final class Greeting {
  public static final Service<Greeting> SERVICE = new Service<>("greeting", Greeting.class);

  private String mode = "standalone";
  private Supplier<String> role = () -> "master";
  private Consumer<Reply> modules = reply -> reply.array(0);

  /** "standalone", "cluster" or "sentinel". */
  public void mode(String name) {
    mode = name;
  }

  /** Who says whether this is a "master" or a "replica". */
  public void role(Supplier<String> teller) {
    role = teller;
  }

  /** Who replies the list of modules. */
  public void modules(Consumer<Reply> teller) {
    modules = teller;
  }

  String mode() {
    return mode;
  }

  String role() {
    return role.get();
  }

  void modules(Reply reply) {
    modules.accept(reply);
  }
}
