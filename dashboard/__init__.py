"""The Streamlit app: reads tables and draws them; it scores nothing itself."""
