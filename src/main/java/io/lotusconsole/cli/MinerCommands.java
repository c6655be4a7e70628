package io.lotusconsole.cli;

import java.util.List;

/** The commands of {@code lotus-miner}. */
final class MinerCommands extends Group {
    MinerCommands() {
        super("lotus-miner", "Filecoin decentralized storage network miner: the proving console");
    }

    @Override
    List<String> childNames() {
        return List.of("info", "proving", "sealing", "dashboard", "worker", "doctor", "devnet", "demo", "completion");
    }

    @Override
    Command child(String word) {
        return switch (word) {
            case "info" -> new InfoCommand();
            case "proving" -> new ProvingGroup();
            case "sealing" -> new SealingGroup();
            case "dashboard", "top" -> new DashboardCommand();
            case "worker" -> new LocalWorkerGroup();
            case "doctor" -> new DoctorCommand();
            case "devnet" -> new DevnetCommand();
            case "demo" -> new DemoCommand();
            case "completion" -> new CompletionCommand();
            default -> null;
        };
    }
}
