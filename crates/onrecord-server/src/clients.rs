//! Counts of the open connections of each client.

use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::{Arc, Mutex, PoisonError};

use crate::rate::client;

/// The numbers of open connections of all clients.
#[derive(Debug, Clone)]
pub(crate) struct Clients {
    most: usize,
    open: Arc<Mutex<HashMap<IpAddr, usize>>>,
}

/// A connection of a client, counted until this value is dropped.
#[derive(Debug)]
pub(crate) struct OpenConnection {
    clients: Clients,
    client: IpAddr,
}

impl Clients {
    /// Returns a counter that allows each client at most `most` connections.
    pub(crate) fn new(most: usize) -> Clients {
        Clients { most, open: Arc::default() }
    }

    /// Counts a new connection from `address`, or returns `None` if its client has too many. Connections from this
    /// machine are not limited: they come from its own browser or from a proxy in front of the server.
    pub(crate) fn enter(&self, address: IpAddr) -> Option<OpenConnection> {
        let client = client(address);
        let mut open = self.open.lock().unwrap_or_else(PoisonError::into_inner);
        let n_open = open.entry(client).or_default();
        if *n_open >= self.most && !client.is_loopback() {
            return None;
        }
        *n_open += 1;
        Some(OpenConnection { clients: self.clone(), client })
    }
}

impl Drop for OpenConnection {
    fn drop(&mut self) {
        let mut open = self.clients.open.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(n_open) = open.get_mut(&self.client) {
            *n_open -= 1;
            if *n_open == 0 {
                open.remove(&self.client);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_client_has_a_number_of_connections() {
        let clients = Clients::new(2);
        let address = |last| IpAddr::from([192, 0, 2, last]);
        let mut open: Vec<_> = (0..2).map(|_| clients.enter(address(1)).unwrap()).collect();
        assert!(clients.enter(address(1)).is_none());
        open.push(clients.enter(address(2)).unwrap());
        let mapped = IpAddr::from(std::net::Ipv4Addr::new(192, 0, 2, 1).to_ipv6_mapped());
        assert!(clients.enter(mapped).is_none());
        open.remove(0);
        assert!(clients.enter(mapped).is_some());
        open.extend((0..9).map(|_| clients.enter(IpAddr::from([127, 0, 0, 1])).unwrap()));
        drop(open);
        assert!(clients.open.lock().unwrap().is_empty());
    }
}
