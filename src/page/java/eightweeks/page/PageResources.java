package eightweeks.page;

import java.util.Collection;
import org.teavm.extension.spi.resources.ResourcesPolicy;

/** Names the tables that the server in a page reads, so that the compiler packs them with it. */
public final class PageResources implements ResourcesPolicy {
  @Override
  public String[] supplyResources(Collection<? extends String> classes) {
    return new String[] {
      "eightweeks/tocome/directives.tsv",
      "eightweeks/tocome/info.tsv",
      "eightweeks/week3/commanddocs/history.tsv"
    };
  }
}
