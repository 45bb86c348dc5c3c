package eightweeks.week3.blocking;

import eightweeks.week1.dispatch.Command;
import eightweeks.week1.dispatch.CommandFlag;
import eightweeks.week1.dispatch.Gate;
import eightweeks.week1.dispatch.GateCheck;
import eightweeks.week1.dispatch.Gates;
import eightweeks.week1.networking.Client;
import eightweeks.week1.networking.ClientType;
import eightweeks.week1.resp.Args;
import eightweeks.week3.command.Pauses;
import eightweeks.week3.transactions.EffectiveCommands;

/**
 * Postpones commands while clients are paused.
 *
 * <p>Answers to the last check of {@code server.c: processCommand()}. The gate is shut only during
 * a pause. Commands of replicas are never postponed, otherwise they could not catch up in a pause.
 */
final class PauseGate implements GateCheck {
  private final Pauses pauses;
  private final EffectiveCommands effective;
  private final Blocking blocking;

  private PauseGate(Pauses pauses, EffectiveCommands effective, Blocking blocking) {
    this.pauses = pauses;
    this.effective = effective;
    this.blocking = blocking;
  }

  static void install(Gates gates, Pauses pauses, EffectiveCommands effective, Blocking blocking) {
    gates.install(Gate.PAUSE, _ -> true, new PauseGate(pauses, effective, blocking));
    pauses.onChange(
        () -> {
          gates.shut(Gate.PAUSE, pauses.pausesClients());
          if (!pauses.isPaused(Pauses.CLIENT_ALL)) {
            blocking.tryPostponed();
          }
        });
  }

  // tag::pause[]
  @Override
  public boolean pass(Client client, Command command, Args args) {
    boolean postponed =
        client.type != ClientType.REPLICA
            && (pauses.isPaused(Pauses.CLIENT_ALL)
                || (pauses.isPaused(Pauses.CLIENT_WRITE)
                    && (effective.any(client, command, CommandFlag.WRITE)
                        || effective.any(client, command, CommandFlag.MAY_REPLICATE))));
    if (postponed) {
      blocking.postpone(client, args);
    }
    return !postponed;
  }
  // end::pause[]
}
