package eightweeks.study.simulate;

import java.util.ArrayList;
import java.util.List;

/** What a machine believes, as far as its log says it. */
public final class View {
  private final String name;
  private final boolean isServer;

  /** The name of the server that it takes for the master; its own if it is the master. */
  private String master = "server 1";

  private String epoch = "0";
  private String vote = "";
  private boolean subjectivelyDown;
  private boolean objectivelyDown;
  private boolean leads;
  private boolean tilt;

  /** Begins with what its configuration says: server 1 is the master. */
  public View(String name) {
    this.name = name;
    isServer = name.startsWith("server");
  }

  public String name() {
    return name;
  }

  /** Returns the name of the server that it takes for the master; its own if it is the master. */
  public String master() {
    return master;
  }

  /** Notes what the machine has seen. */
  public void note(Seen seen) {
    if (!seen.who().equals(name) || seen.isFault()) {
      return;
    }
    var words = Message.words(seen);
    if (isServer) {
      noteRole(words);
    } else {
      noteEvent(seen.event(), words);
    }
  }

  private void noteRole(String[] words) {
    if (words[0].equals("MASTER") && words[1].equals("MODE")) {
      master = name;
    } else if (words[0].equals("REPLICAOF")) {
      master = Message.address(words[1]);
    }
  }

  private void noteEvent(String event, String[] words) {
    boolean isAboutMaster = words.length > 1 && words[1].equals("master");
    switch (event) {
      case "+sdown", "-sdown" ->
          subjectivelyDown = isAboutMaster ? event.startsWith("+") : subjectivelyDown;
      case "+odown", "-odown" -> objectivelyDown = event.startsWith("+");
      case "+new-epoch" -> epoch = words[1];
      case "+vote-for-leader" -> {
        vote = Message.name(words[1]);
        epoch = words[2];
      }
      case "+elected-leader" -> leads = true;
      case "+switch-master" -> {
        master = Message.address(words[4]);
        subjectivelyDown = false;
        objectivelyDown = false;
        leads = false;
      }
      case "+tilt" -> tilt = true;
      case "-tilt" -> tilt = false;
      default -> leads = leads && !event.startsWith("-failover-abort");
    }
  }

  /** Returns what it believes, a few words a line. */
  public List<String> lines() {
    var lines = new ArrayList<String>();
    if (isServer) {
      lines.add(master.equals(name) ? "master" : "of " + master);
      return lines;
    }
    lines.add("m: " + master);
    lines.add("epoch " + epoch + (leads ? " leads" : ""));
    if (!vote.isEmpty()) {
      lines.add("for " + vote);
    }
    if (tilt) {
      lines.add("TILT");
    } else if (subjectivelyDown || objectivelyDown) {
      lines.add(((subjectivelyDown ? "sdown " : "") + (objectivelyDown ? "odown" : "")).strip());
    }
    return lines;
  }

  /** Returns what it believes, as a sentence without its full stop. */
  public String text() {
    if (isServer) {
      return name + " is " + (master.equals(name) ? "a master" : "a replica of " + master);
    }
    return name
        + " takes "
        + master
        + " for the master in epoch "
        + epoch
        + (vote.isEmpty() ? "" : ", has voted for " + vote)
        + (leads ? ", leads the failover" : "")
        + (subjectivelyDown ? ", sdown" : "")
        + (objectivelyDown ? ", odown" : "")
        + (tilt ? ", TILT" : "");
  }
}
