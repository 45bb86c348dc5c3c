package eightweeks.week3.connection;

import eightweeks.week1.extension.Service;
import eightweeks.week1.resp.Reply;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** The fields of HELLO that later weeks set: role, modules. */
public final class Greeting {
  public static final Service<Greeting> SERVICE = new Service<>("greeting", Greeting.class);

  private Supplier<String> role = () -> "master";
  private Consumer<Reply> modules = reply -> reply.array(0);

  /** Sets the supplier of the role: "master" or "replica"; empty for a server that has none. */
  public void role(Supplier<String> current) {
    role = current;
  }

  /** Sets the function that replies the list of modules. */
  public void modules(Consumer<Reply> list) {
    modules = list;
  }

  String role() {
    return role.get();
  }

  void modules(Reply reply) {
    modules.accept(reply);
  }
}
