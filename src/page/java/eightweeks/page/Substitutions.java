package eightweeks.page;

import org.teavm.extension.spi.substitution.SubstitutionPolicy;
import org.teavm.extension.spi.substitution.SubstitutionSink;

/**
 * Tells TeaVM which classes of the server a page replaces: those that need what a browser lacks.
 */
public final class Substitutions implements SubstitutionPolicy {
  @Override
  public void contribute(SubstitutionSink sink) {
    sink.selectClasses("eightweeks.week2.bytes.LittleEndian"::equals)
        .replacePackage("eightweeks.week2.bytes", "eightweeks.page");
    sink.selectClasses("eightweeks.week3.machine.Machine"::equals)
        .replacePackage("eightweeks.week3.machine", "eightweeks.page");
    sink.selectClasses("eightweeks.week5.machine.JvmMemory"::equals)
        .replacePackage("eightweeks.week5.machine", "eightweeks.page");
    sink.selectClasses("eightweeks.week4.machine.MachineHostNames"::equals)
        .replacePackage("eightweeks.week4.machine", "eightweeks.page");
    sink.selectClasses("eightweeks.week4.machine.MachinePrograms"::equals)
        .replacePackage("eightweeks.week4.machine", "eightweeks.page");
  }
}
