package eightweeks.week4.sentinel.config;

import eightweeks.week1.config.Config;
import eightweeks.week1.config.ConfigReader;
import eightweeks.week1.config.ConfigRewriter;
import eightweeks.week1.log.Log;
import eightweeks.week1.startup.StartupException;
import eightweeks.week3.machine.DataDisk;
import java.io.IOException;

/**
 * The configuration file, in which a Sentinel keeps its state.
 *
 * <p>Answers to {@code sentinel.c: sentinelFlushConfig(), sentinelCheckConfigFile()}. The file is
 * written and fsynced before the Sentinel acts on what it says.
 */
public final class StateFile {
  private final Config config;
  private final ConfigRewriter rewriter;
  private final DataDisk disk;
  private final Log log;

  public StateFile(Config config, DataDisk disk, Log log) {
    this.config = config;
    this.disk = disk;
    this.log = log;
    rewriter = new ConfigRewriter(config, disk);
  }

  /** Checks that there is a file that can be written. */
  public void check() throws StartupException {
    var file = config.file();
    if (file == null) {
      log.warning("Sentinel needs config file on disk to save state. Exiting...");
      throw new StartupException("there is no configuration file");
    }
    try (var _ = disk.extend(file)) {
      // It can be written.
    } catch (IOException e) {
      log.warning(
          "Sentinel config file "
              + file
              + " is not writable: "
              + ConfigReader.reason(e)
              + ". Exiting...");
      throw new StartupException("the configuration file is not writable");
    }
  }

  /** Writes the state to the disk; returns false if that failed, which the log says. */
  public boolean flush() {
    var file = config.file();
    if (file == null) {
      return false;
    }
    try {
      rewriter.rewrite(file);
    } catch (IOException e) {
      log.warning(
          "WARNING: Sentinel was not able to save the new configuration on disk!!!: "
              + ConfigReader.reason(e));
      return false;
    }
    log.notice("Sentinel new configuration saved on disk");
    return true;
  }
}
